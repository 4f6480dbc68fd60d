package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.evaluation.TextPredictor;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class ExportedModelCommandsTest {
  @TempDir Path folder;

  @Test
  void evaluateRepeatsWhatTrainingMeasured() throws IOException {
    JsonNode found =
        json(
            CommandLineRun.of(
                    "evaluate", "--model", TinyRun.export(), "--data", TinyRun.data(), "--json")
                .done());
    JsonNode expected = metricsOfTheBestSeed();
    assertThat(found.size()).isEqualTo(expected.size());
    expected
        .fieldNames()
        .forEachRemaining(
            key ->
                assertThat(found.get(key).asDouble())
                    .as(key)
                    .isCloseTo(expected.get(key).asDouble(), within(1e-6)));
  }

  @Test
  void predictAndScoreAgreeWithEvaluate() throws IOException {
    Path csv = folder.resolve("p.csv");
    CommandLineRun.of(
            "predict", "--model", TinyRun.export(), "--data", TinyRun.data(), "--out", csv)
        .done();
    JsonNode scored =
        json(
            CommandLineRun.of("score", "--predictions", csv, "--metrics", "mosi", "--json").done());
    assertThat(scored.get("mae").asDouble())
        .isCloseTo(metricsOfTheBestSeed().get("mae").asDouble(), within(1e-6));
    assertThat(CommandLineRun.of("score", "--predictions", csv, "--metrics", "sims").done().out())
        .contains("acc5");
  }

  @Test
  void evaluateMeasuresWhatAMissingModalityCosts() throws IOException {
    JsonNode whole = without("vision,audio");
    assertThat(whole.get("mae")).isNotEqualTo(metricsOfTheBestSeed().get("mae"));
    JsonNode nothing = without("text,audio,vision");
    assertThat(nothing.get("mae")).isNotEqualTo(whole.get("mae"));
    CommandLineRun.of(
            "evaluate", "--model", TinyRun.export(), "--data", TinyRun.data(), "--without", "smell")
        .refused("found the modality 'smell', expected one of text, audio and vision");
  }

  private static JsonNode without(String modalities) throws IOException {
    return json(
        CommandLineRun.of(
                "evaluate",
                "--model",
                TinyRun.export(),
                "--data",
                TinyRun.data(),
                "--json",
                "--without",
                modalities)
            .done());
  }

  @Test
  void predictNeverOverwritesUnasked() throws IOException {
    Path csv = Files.writeString(folder.resolve("p.csv"), "mine");
    Object[] words = {
      "predict", "--model", TinyRun.export(), "--data", TinyRun.data(), "--out", csv
    };
    CommandLineRun.of(words).refused("already there", "--force");
    assertThat(csv).hasContent("mine");
    Object[] forced = {
      "predict",
      "--model",
      TinyRun.export(),
      "--data",
      TinyRun.data(),
      "--out",
      csv,
      "--force",
      "--split",
      "all"
    };
    CommandLineRun.of(forced).done();
    assertThat(PredictionsCsv.readLabelled(csv).size()).isEqualTo(60);
  }

  /** The numbers of the words are looked up here, and audio and vision are a frame of zeros. */
  @Test
  void predictTakesTextsAlone() throws IOException {
    Path export = TinyRun.export();
    Path csv = folder.resolve("p.csv");
    Path texts =
        Files.writeString(folder.resolve("t.csv"), "id,text\nx,\"The film was GREAT\"\ny,\n");
    CommandLineRun.of("predict", "--model", export, "--data", texts, "--out", csv).done();
    Predictions found = PredictionsCsv.read(csv);
    assertThat(found.ids()).containsExactly("x", "y");
    assertThat(found.column(Predictions.LABEL)).isEmpty();
    List<String> pieces = Files.readAllLines(export.resolve("assets").resolve("vocab.txt"));
    try (ServingModel model = ServingModel.load(export, Sessions.DEFAULT)) {
      float expected =
          score(model, pieces, List.of("[CLS]", "the", "film", "was", "great", "[SEP]"));
      assertThat(found.predictions()[0]).isCloseTo(expected, within(1e-5f));
      assertThat(found.predictions()[1])
          .isCloseTo(score(model, pieces, List.of("[CLS]", "[SEP]")), within(1e-5f));
      assertThat(
              CommandLineRun.of("predict", "--model", export, "--text", "The film was great")
                  .done()
                  .out())
          .contains("The film was great", String.format(Locale.ROOT, "%.4f", expected));
    }
    CommandLineRun.of("predict", "--model", export, "--text", "a", "--data", texts)
        .refused("found both, expected either --data FILE or --text TEXT");
    CommandLineRun.of("predict", "--model", export).refused("found neither");
    CommandLineRun.of("predict", "--model", export, "--data", texts).refused("found no --out");
  }

  /** A model with a score that is no number, as a server may have one. */
  private record Broken(ServingModel whole) implements ScoringModel {
    @Override
    public String place() {
      return "the broken model";
    }

    @Override
    public Set<Input> inputs() {
      return whole.inputs();
    }

    @Override
    public ExpectedData expects() {
      return whole.expects();
    }

    @Override
    public Optional<ExportFolder> export() {
      return whole.export();
    }

    @Override
    public Answers answer(InputTensors batch) {
      Answers answers = whole.answer(batch);
      answers.byName().values().forEach(rows -> rows[rows.length - 1][0] = Float.NaN);
      return answers;
    }

    @Override
    public void close() {
      whole.close();
    }
  }

  @Test
  void aTextWithoutAFiniteScoreIsNamed() {
    ScoringModel broken = new Broken(ServingModel.load(TinyRun.export(), Sessions.DEFAULT));
    try (TextPredictor predictor = TextPredictor.open(broken)) {
      assertThatThrownBy(() -> predictor.predict(List.of("a", "b"), List.of("good", "bad")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "texts: found no finite prediction of row 'b', expected one, from the broken model");
    }
  }

  private static float score(ServingModel model, List<String> pieces, List<String> tokens) {
    int[] ids = tokens.stream().mapToInt(pieces::indexOf).toArray();
    assertThat(ids).doesNotContain(-1);
    Map<Input, Tensor> tensors = new EnumMap<>(Input.class);
    Shape shape = Shape.of(1, ids.length);
    tensors.put(Input.INPUT_IDS, TInt32.tensorOf(shape, DataBuffers.of(ids)));
    int[] ones = tokens.stream().mapToInt(token -> 1).toArray();
    tensors.put(Input.INPUT_MASK, TInt32.tensorOf(shape, DataBuffers.of(ones)));
    tensors.put(Input.SEGMENT_IDS, TInt32.tensorOf(shape, DataBuffers.of(new int[ids.length])));
    for (Input input : List.of(Input.AUDIO, Input.VISION)) {
      float[] frame = new float[model.manifest().frames().get(input.key()).features()];
      tensors.put(input, TFloat32.tensorOf(Shape.of(1, 1, frame.length), DataBuffers.of(frame)));
    }
    try (InputTensors batch = new InputTensors(tensors)) {
      return model.answer(batch).sentiment()[0];
    }
  }

  @Test
  void exportWritesAnyCheckpointOfAnySeed() {
    Path to = folder.resolve("models").resolve("3");
    Object[] words = {
      "export", "--run", TinyRun.shared(), "--seed", "2", "--checkpoint", "initial", "--to", to
    };
    CommandLineRun.of(words).done();
    assertThat(CommandLineRun.of("inspect", folder.resolve("models")).done().out())
        .contains("from seed", "initial", "input audio", "float [-1, -1, 5]");
    CommandLineRun.of(words).refused("found files already there");
    assertThat(CommandLineRun.of("export", "verify", to).done().out())
        .isEqualTo("9 files as they were exported, in " + to + "\n");
    CommandLineRun.of("export", "verify", folder).refused("sha256sums.txt");
    CommandLineRun.of("export", "--run", TinyRun.shared(), "--seed", "9", "--to", folder)
        .refused("found 9, expected one of [1, 2]");
  }

  @Test
  void halfPrecisionIsSmallerAndMovesScoresALittle() throws IOException {
    Path half = folder.resolve("half");
    CommandLineRun made =
        CommandLineRun.of(
                "export", "--run", TinyRun.shared(), "--to", half, "--precision", "float16")
            .done();
    assertThat(made.err())
        .containsPattern("scores of the 6 validation rows move by at most \\d\\.\\d+(e-0\\d)?");
    Path values = Path.of("variables", "variables.data-00000-of-00001");
    long bytes = Files.size(half.resolve(values));
    assertThat(bytes).isLessThan(Files.size(TinyRun.export().resolve(values)) * 6 / 10);
    float[] before = predictions(TinyRun.export());
    float[] after = predictions(half);
    assertThat(after).isNotEqualTo(before).containsExactly(before, within(5e-3f));
    CommandLineRun.of("export", "--run", TinyRun.shared(), "--to", half, "--precision", "int8")
        .refused("--precision: found 'int8', expected one of float32, float16");
  }

  private float[] predictions(Path model) {
    Path csv = folder.resolve("scores.csv");
    CommandLineRun.of(
            "predict", "--model", model, "--data", TinyRun.data(), "--out", csv, "--force")
        .done();
    return PredictionsCsv.read(csv).predictions();
  }

  @Test
  void theExportSaysWhatItIsAndWhereItIsFrom() throws IOException {
    Path extra = TinyRun.export().resolve("assets.extra");
    JsonNode card = JsonFile.read(extra.resolve("model-card.json"));
    assertThat(card.get("rows").toString()).isEqualTo("{\"train\":42,\"valid\":6,\"test\":12}");
    assertThat(card.get("data_sha256").asText()).isEqualTo(Sha256.of(TinyRun.data()));
    assertThat(card.get("selection").asText()).contains("lowest mae on the validation split");
    assertThat(card.get("results").size()).isEqualTo(2);
    for (JsonNode result : card.get("results")) {
      assertThat(result.get("test")).isEqualTo(metrics(result.get("seed").asInt()).get("test"));
    }
    assertThat(card.at("/summary/test/mae/mean").isNumber()).isTrue();
    assertThat(extra.resolve("model-card.md"))
        .content()
        .contains("| seed 2 | test |", "| mean ± deviation | valid |", "| always the train mean |");
    JsonNode statement = JsonFile.read(extra.resolve("provenance.intoto.json"));
    assertThat(statement.get("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.get("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
    assertThat(statement.get("subject").size()).isEqualTo(6);
    for (JsonNode subject : statement.get("subject")) {
      Path file = TinyRun.export().resolve(subject.get("name").asText());
      assertThat(subject.at("/digest/sha256").asText()).isEqualTo(Sha256.of(file));
    }
    JsonNode definition = statement.at("/predicate/buildDefinition");
    assertThat(definition.at("/resolvedDependencies/0/digest/sha256").asText())
        .isEqualTo(Sha256.of(TinyRun.data()));
    assertThat(definition.at("/externalParameters/config").asText())
        .isEqualTo(Files.readString(TinyRun.shared().resolve("config.yaml")));
    assertThat(statement.at("/predicate/runDetails/builder/id").isTextual()).isTrue();
  }

  /** Types and shapes of the file's numbers are those of the signature. */
  @Test
  void anExampleRequestIsAnswered() {
    Path to = folder.resolve("1");
    Path file = folder.resolve("request.json");
    Object[] words = {"export", "--run", TinyRun.shared(), "--to", to, "--example-request", file};
    CommandLineRun.of(words).done();
    JsonNode body = JsonFile.read(file);
    assertThat(body.get("signature_name").asText()).isEqualTo("serving_default");
    Map<Input, Tensor> tensors = new EnumMap<>(Input.class);
    for (Map.Entry<String, JsonNode> entry : body.get("inputs").properties()) {
      Input input = Input.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
      tensors.put(
          input,
          input.hasFeatures()
              ? TFloat32.tensorOf(StdArrays.ndCopyOf(read(entry.getValue(), float[][][].class)))
              : TInt32.tensorOf(StdArrays.ndCopyOf(read(entry.getValue(), int[][].class))));
    }
    try (ServingModel model = ServingModel.load(to, Sessions.DEFAULT);
        InputTensors batch = new InputTensors(tensors)) {
      assertThat(tensors.keySet()).isEqualTo(model.inputs());
      assertThat(model.answer(batch).sentiment()).hasSize(1).doesNotContain(Float.NaN);
    }
    CommandLineRun.of(words).refused("request.json, which is already there");
  }

  private static <T> T read(JsonNode node, Class<T> type) {
    return new ObjectMapper().convertValue(node, type);
  }

  @Test
  void dataOfOtherDimensionsIsRefused() {
    Path sims = folder.resolve("sims.pkl");
    CommandLineRun.of("synth", "--like", "sims", "--samples", "10", "--to", sims).done();
    CommandLineRun.of("evaluate", "--model", TinyRun.export(), "--data", sims)
        .refused("found 33 audio features, expected 5");
    CommandLineRun.of("evaluate", "--model", TinyRun.bert(), "--data", TinyRun.data())
        .refused("model.yaml");
    CommandLineRun.of("evaluate", "--model", folder, "--data", TinyRun.data())
        .refused("saved_model.pb");
  }

  private static JsonNode metricsOfTheBestSeed() {
    JsonNode one = metrics(1);
    JsonNode two = metrics(2);
    boolean first = one.at("/valid/mae").asDouble() <= two.at("/valid/mae").asDouble();
    return (first ? one : two).get("test");
  }

  private static JsonNode metrics(int seed) {
    return JsonFile.read(TinyRun.shared().resolve("seed-" + seed).resolve("metrics.json"));
  }

  private static JsonNode json(CommandLineRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }
}
