package org.dmmsa.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.training.data.pickle.PickleWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DJL's answers beside those of {@code dmmsa predict}, which runs in another process: that it wrote
 * and this one read are a data file, an export and a CSV.
 */
class DjlModelTest {
  private static final float TOLERANCE = 1e-5f;
  private static final Rows TEST = Rows.random("test", 6, 3);
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "sentiment", List.of("prediction"),
          "polarity", List.of("polarity_negative", "polarity_neutral", "polarity_positive"),
          "unimodal",
              List.of(
                  "unimodal_ts",
                  "unimodal_td",
                  "unimodal_as",
                  "unimodal_ad",
                  "unimodal_vs",
                  "unimodal_vd"));

  @TempDir static Path folder;

  @BeforeAll
  static void trainAndPredict() throws IOException, InterruptedException {
    Map<String, Object> splits = new LinkedHashMap<>();
    splits.put("train", Rows.random("train", 8, 1).columns());
    splits.put("valid", Rows.random("valid", 4, 2).columns());
    splits.put("test", TEST.columns());
    PickleWriter.write(folder.resolve("data.pkl"), splits);
    dmmsa(
        "train",
        "--config",
        "../../configs/quickstart.yaml",
        "--data",
        folder.resolve("data.pkl"),
        "--run",
        folder.resolve("run"),
        "--set",
        "recipe.stage.epochs=1",
        "--set",
        "recipe.stage.batch_size=8");
    dmmsa(
        "predict",
        "--model",
        export(),
        "--data",
        folder.resolve("data.pkl"),
        "--out",
        folder.resolve("test.csv"));
  }

  private static Path export() {
    return folder.resolve("run").resolve("export").resolve("1");
  }

  private static void dmmsa(Object... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("../target/dmmsa/bin/dmmsa"));
    Stream.of(words).map(String::valueOf).forEach(command::add);
    Path log = folder.resolve("log.txt");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(exit).as(Files.readString(log)).isZero();
  }

  /** Each column of the CSV by id. */
  private static Map<String, Map<String, Float>> predictions() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("test.csv"));
    List<String> names = List.of(lines.get(0).split(","));
    return lines.stream()
        .skip(1)
        .map(line -> line.split(","))
        .collect(
            Collectors.toMap(
                cells -> cells[0],
                cells ->
                    IntStream.range(1, cells.length)
                        .boxed()
                        .collect(Collectors.toMap(names::get, i -> Float.valueOf(cells[i])))));
  }

  @Test
  void itAnswersAsOurOwnPredictDoes() throws Exception {
    try (DjlModel model = new DjlModel(export())) {
      int[] all = {0, 1, 2, 3, 4, 5};
      assertAnswers(model.predict(in -> TEST.batch(in, all, 10, 8, 8)), all);
      assertAnswers(model.predict(in -> TEST.batch(in, all, 17, 9, 12)), all);
      int[] some = {4, 0, 4};
      assertAnswers(model.predict(in -> TEST.batch(in, some, 11, 6, 7)), some);
    }
  }

  private static void assertAnswers(Map<String, float[]> answers, int... rows) throws IOException {
    Map<String, Map<String, Float>> expected = predictions();
    assertThat(answers).containsOnlyKeys(COLUMNS.keySet());
    answers.forEach(
        (output, numbers) -> {
          List<String> columns = COLUMNS.get(output);
          assertThat(numbers).hasSize(rows.length * columns.size());
          for (int i = 0; i < numbers.length; i++) {
            String id = TEST.ids().get(rows[i / columns.size()]);
            String column = columns.get(i % columns.size());
            assertThat(numbers[i])
                .as(id + " " + column + " of rows " + Arrays.toString(rows))
                .isCloseTo(expected.get(id).get(column), within(TOLERANCE));
          }
        });
  }

  /** Otherwise it would be TensorFlow Java that is tested. */
  @Test
  void theClassesOfTensorFlowAreThoseThatDjlBrings() throws ClassNotFoundException {
    assertThat(Class.forName("org.tensorflow.Graph").getProtectionDomain().getCodeSource())
        .asString()
        .contains("ai/djl/tensorflow/tensorflow-api");
  }

  @Test
  void theReadmeShowsWhatIsCompiledHere() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    String section = readme.split("Deep Java Library's", 2)[1];
    String shown = section.split("```java\n", 2)[1].split("```", 2)[0];
    assertThat(Files.readAllLines(Path.of("src/main/java/org/dmmsa/consumers/DjlModel.java")))
        .map(String::strip)
        .containsAll(shown.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }
}
