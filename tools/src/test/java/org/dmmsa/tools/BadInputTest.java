package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;
import org.dmmsa.training.data.pickle.PickleWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the user gives, the answer is one line, and nothing is left in the way. */
class BadInputTest {
  @TempDir Path folder;

  private final Map<String, Map<String, Object>> splits = new LinkedHashMap<>();

  @Test
  void aMissingFile() {
    CommandLineRun.of("train", "--config", folder.resolve("x.yaml"), "--run", run())
        .refused("found no such file, expected a YAML config");
    assertThat(run()).doesNotExist();
    refused("x.pkl: no such file", "--data", folder.resolve("x.pkl"));
  }

  @Test
  void aTruncatedPickle() throws IOException {
    byte[] whole = Files.readAllBytes(TinyRun.data());
    Path file = Files.write(folder.resolve("cut.pkl"), Arrays.copyOf(whole, whole.length / 2));
    refused(file.toString(), "--data", file);
  }

  @Test
  void aPickleThatWouldRunACommand() throws IOException {
    Path proof = folder.resolve("proof");
    String attack = "\u0080\u0002cos\nsystem\n(S'touch " + proof + "'\ntR.";
    Path file =
        Files.write(folder.resolve("evil.pkl"), attack.getBytes(StandardCharsets.ISO_8859_1));
    refused("os.system", "--data", file);
    assertThat(proof).doesNotExist();
  }

  @Test
  void otherDimensionsInOneSplit() {
    wellFormed();
    splits.get("valid").put("audio", ones(2, 4, 3));
    refused("audio", "--data", saved());
  }

  @Test
  void aLabelOutOfRange() {
    wellFormed();
    splits.get("test").put("regression_labels", List.of(0.5, 4.0));
    refused("found the label 4.0, expected [-3.0, 3.0]", "--data", saved());
  }

  @Test
  void labelsThatAreAllTheSameAreAnErrorOfTheCheck() {
    wellFormed();
    splits.get("test").put("regression_labels", List.of(0.5, 0.5));
    CommandLineRun check = CommandLineRun.of("inspect", "--check", saved());
    assertThat(check.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(check.out()).contains("error    labels: all 2 labels of test are 0.5");
    assertThat(check.err()).contains("errors, expected none");
  }

  @Test
  void aLabelThatIsNoNumber() {
    wellFormed();
    splits.get("train").put("regression_labels", List.of(0.5, Double.NaN));
    refused("NaN", "--data", saved());
  }

  @Test
  void aSplitWithoutRows() {
    for (String split : List.of("train", "valid", "test")) {
      wellFormed();
      Map<String, Object> empty = new LinkedHashMap<>();
      empty.put("id", List.of());
      empty.put("audio", ones(0, 4, 2));
      empty.put("vision", ones(0, 5, 3));
      empty.put("text_bert", ones(0, 3, 4));
      empty.put("regression_labels", List.of());
      splits.put(split, empty);
      refused("split " + split + ": found 0 rows, expected at least 1", "--data", saved());
    }
  }

  @Test
  void aSplitThatIsMissing() {
    wellFormed();
    splits.remove("valid");
    refused("expected exactly [train, valid, test]", "--data", saved());
  }

  @Test
  void aSplitWithoutLabels() {
    wellFormed();
    splits.get("valid").remove("regression_labels");
    refused("split valid: found no key regression_labels, expected one", "--data", saved());
  }

  @Test
  void dataWithoutWhatTheMethodReads() {
    wellFormed();
    splits.values().forEach(columns -> columns.remove("text_bert"));
    refused(
        "found no key text_bert, expected one, as the method reads input_ids", "--data", saved());
  }

  /** Fewer rows than a batch, and a validation split on which no correlation can be computed. */
  @Test
  void aTrainSplitSmallerThanABatchAndAValidationSplitOfOneRowAreNotRefused() {
    wellFormed();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", List.of("a"));
    one.put("audio", ones(1, 4, 2));
    one.put("vision", ones(1, 5, 3));
    one.put("text_bert", ones(1, 3, 4));
    one.put("regression_labels", List.of(0.5));
    splits.put("valid", one);
    refused(
        "split valid: found no corr for its 1 rows",
        "--data",
        saved(),
        "--set",
        "recipe.stage.select.by=corr");
    refused(
        "found no acc2 for its 1 rows by the metrics of mosi",
        "--data",
        saved(),
        "--set",
        "recipe.stage.select.by=acc2");
    CommandLineRun.of(TinyRun.train(run(), "--data", saved())).done();
  }

  @Test
  void anUnknownMethod() {
    refused("model.name: found dmsa, expected one of confede, dmmsa", "--set", "model.name=dmsa");
  }

  @Test
  void anUnknownKey() {
    refused("did you mean", "--set", "recipe.stage.epoch=3");
  }

  @Test
  void aWrongType() {
    refused("recipe.stage.epochs", "--set", "recipe.stage.epochs=many");
    refused("recipe.stage.epochs", "--set", "recipe.stage.epochs=2.5");
  }

  @Test
  void sizesThatDoNotFit() {
    refused("heads", "--set", "model.heads=3");
    refused("heads", "--set", "bert.tiny.heads=3");
    refused("bert.tiny.width: found 0, expected 1 to 65536", "--set", "bert.tiny.width=0");
    refused(
        "bert.tiny.layers: found 2000000000, expected 1 to",
        "--set",
        "bert.tiny.layers=2000000000");
  }

  @Test
  void aBertWithoutAVariable() throws IOException {
    Path bert = folder.resolve("bert");
    copy(TinyRun.bert(), bert);
    Path larger = folder.resolve("larger");
    CommandLineRun.of("bert", "tiny", "--to", larger, "--layers", "2").done();
    Files.copy(
        larger.resolve("saved_model.pb"),
        bert.resolve("saved_model.pb"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    refused("found", "--bert", bert);
    Files.delete(bert.resolve("variables").resolve("variables.data-00000-of-00001"));
    refused("variables", "--bert", bert);
    refused("found", "--bert", folder.resolve("nothing"));
  }

  /** Also proves that the next try is not in the way of this one. */
  private void refused(String part, Object... words) {
    CommandLineRun.of(TinyRun.train(run(), words)).refused(part);
    assertThat(run())
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
  }

  private Path run() {
    return folder.resolve("run");
  }

  private void wellFormed() {
    for (String split : List.of("train", "valid", "test")) {
      Map<String, Object> columns = new LinkedHashMap<>();
      columns.put("id", IntStream.range(0, 2).mapToObj(row -> split + "$_$" + row).toList());
      columns.put("audio", ones(2, 4, 2));
      columns.put("vision", ones(2, 5, 3));
      columns.put("text_bert", ones(2, 3, 4));
      columns.put("regression_labels", List.of(0.5, -0.5));
      splits.put(split, columns);
    }
  }

  private Path saved() {
    Path file = folder.resolve("data.pkl");
    PickleWriter.write(file, splits);
    return file;
  }

  private static ArrayContent ones(int rows, int frames, int features) {
    return new ArrayContent(
        Dtype.FLOAT32,
        List.of(rows, frames, features),
        (row, to) -> {
          while (to.hasRemaining()) {
            to.putFloat(1);
          }
        });
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
