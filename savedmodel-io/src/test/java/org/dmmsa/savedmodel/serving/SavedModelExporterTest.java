package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.checkpoint.VariableIndex;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Tensor;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class SavedModelExporterTest {
  private static final float TOLERANCE = 1e-5f;

  @TempDir static Path shared;
  private static final Map<TinyExport, Path> EXPORTS = new HashMap<>();

  @TempDir Path folder;

  /** Written once for all tests that only look at it, in a folder of its own. */
  private static Path exported(TinyExport tiny) {
    return EXPORTS.computeIfAbsent(
        tiny, export -> export.write(shared.resolve(export.pooling() + "-" + export.heads())));
  }

  private static MetaGraphDef metaGraph(Path model) throws IOException {
    try (InputStream in = Files.newInputStream(model.resolve("saved_model.pb"))) {
      SavedModel saved = SavedModel.parseFrom(in);
      assertThat(saved.getMetaGraphsCount()).isEqualTo(1);
      return saved.getMetaGraphs(0);
    }
  }

  private static Answers answer(ServingModel model, Samples samples) {
    try (InputTensors batch = samples.tensors()) {
      return model.answer(batch);
    }
  }

  /** All numbers of one sample. */
  private static List<Float> all(Answers answers, int row) {
    List<Float> numbers = new ArrayList<>();
    for (float[][] rows : answers.byName().values()) {
      for (float number : rows[row]) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static void assertSame(Answers actual, int row, Answers expected, int expectedRow) {
    List<Float> numbers = all(actual, row);
    List<Float> others = all(expected, expectedRow);
    assertThat(numbers).hasSameSizeAs(others);
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isCloseTo(others.get(i), within(TOLERANCE));
    }
  }

  @Test
  void theReloadedModelAnswersWithTheGoldenNumbers() {
    Path export = exported(new TinyExport(Pooling.ALL, true));
    try (ServingModel model = ServingModel.load(export, Sessions.DEFAULT)) {
      Answers answers = answer(model, Samples.golden("batch0"));
      Golden expected = Golden.load("dmmsa").at("outputs");
      float[] logits = expected.at("logits").floats();
      float[] mono = expected.at("mono").floats(); // rows Ts, Vs, As, Td, Vd, Ad
      int[] monoRows = {0, 3, 2, 5, 1, 4};
      int rows = answers.sentiment().length;
      int classes = logits.length / rows;
      for (int row = 0; row < rows; row++) {
        assertThat(answers.sentiment()[row])
            .isCloseTo(expected.at("pred").floats()[row], within(TOLERANCE));
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          sum += Math.exp(logits[row * classes + c]);
        }
        for (int c = 0; c < classes; c++) {
          assertThat(answers.byName().get("polarity")[row][c])
              .isCloseTo((float) (Math.exp(logits[row * classes + c]) / sum), within(TOLERANCE));
        }
        for (int i = 0; i < 6; i++) {
          assertThat(answers.byName().get("unimodal")[row][i])
              .isCloseTo(mono[monoRows[i] * rows + row], within(TOLERANCE));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ALL, true", "ALL, false", "MASKED, true", "MASKED, false"})
  void theReloadedModelAnswersAsTheNetworkDid(Pooling pooling, boolean heads) {
    TinyExport tiny = new TinyExport(pooling, heads);
    List<Float> expected = new ArrayList<>();
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      var network = tiny.over(weights);
      Golden golden = Golden.load("dmmsa");
      harness.assign(GoldenNetwork.dmmsaWeights(golden).values(weights.all()));
      Outputs answers =
          network.forward(
              Pass.inference(harness.tf()),
              GoldenNetwork.inputs(harness, golden.at("inputs", "batch1")));
      for (float score : harness.floats(answers.sentiment())) {
        expected.add(score);
      }
      assertThat(answers.byName()).hasSize(heads ? 3 : 1);
    }
    try (ServingModel model = ServingModel.load(exported(tiny), Sessions.DEFAULT)) {
      Answers answers = answer(model, Samples.golden("batch1"));
      assertThat(answers.byName()).hasSize(heads ? 3 : 1);
      assertThat(answers.sentiment()).hasSameSizeAs(expected);
      for (int row = 0; row < expected.size(); row++) {
        assertThat(answers.sentiment()[row]).isCloseTo(expected.get(row), within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void paddingAndTheRestOfTheBatchChangeNothing(Pooling pooling) {
    Path export = exported(new TinyExport(pooling, true));
    Samples samples = Samples.golden("batch0");
    int tokens = samples.ids()[0].length;
    int audio = samples.audio()[0].length;
    int vision = samples.vision()[0].length;
    int beyond = TinyExport.MANIFEST.tokens() + 14;
    try (ServingModel model = ServingModel.load(export, Sessions.DEFAULT)) {
      Answers given = answer(model, samples);
      for (int row = 0; row < samples.size(); row++) {
        Samples alone = samples.alone(row);
        assertSame(answer(model, alone), 0, given, row);
        assertSame(answer(model, alone.resized(tokens + 5, audio, vision)), 0, given, row);
        assertSame(answer(model, alone.resized(beyond, audio + 4, vision + 5)), 0, given, row);
      }
      int last = samples.size() - 1;
      int[] rows = {last, 0, last, 1, last - 1, last - 1, 0};
      Answers mixed = answer(model, samples.pick(rows).resized(tokens + 2, audio + 3, vision + 1));
      for (int i = 0; i < rows.length; i++) {
        assertSame(mixed, i, given, rows[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theSignatureIsTheServingContract(boolean heads) throws IOException {
    Path export = exported(new TinyExport(Pooling.MASKED, heads));
    MetaGraphDef graph = metaGraph(export);
    assertThat(graph.getMetaInfoDef().getTagsList()).containsExactly("serve");
    SignatureDef signature = graph.getSignatureDefMap().get("serving_default");
    assertThat(signature.getMethodName()).isEqualTo("tensorflow/serving/predict");
    assertThat(described(signature.getInputsMap()))
        .isEqualTo(
            Map.of(
                "input_ids", "DT_INT32[-1, -1]",
                "input_mask", "DT_INT32[-1, -1]",
                "segment_ids", "DT_INT32[-1, -1]",
                "audio", "DT_FLOAT[-1, -1, " + features("audio") + "]",
                "vision", "DT_FLOAT[-1, -1, " + features("vision") + "]"));
    assertThat(described(signature.getOutputsMap()))
        .isEqualTo(
            heads
                ? Map.of(
                    "sentiment", "DT_FLOAT[-1]",
                    "polarity", "DT_FLOAT[-1, 3]",
                    "unimodal", "DT_FLOAT[-1, 6]")
                : Map.of("sentiment", "DT_FLOAT[-1]"));
  }

  private static int features(String input) {
    return TinyExport.MANIFEST.frames().get(input).features();
  }

  @Test
  void theFeaturesAreAskedForLikeTheAnswers() throws IOException {
    MetaGraphDef graph = metaGraph(exported(new TinyExport(Pooling.ALL, true)));
    SignatureDef serving = graph.getSignatureDefMap().get("serving_default");
    SignatureDef features = graph.getSignatureDefMap().get("features");
    assertThat(graph.getSignatureDefMap())
        .containsOnlyKeys("serving_default", "features", "lengths");
    assertThat(features.getInputsMap()).isEqualTo(serving.getInputsMap());
    assertThat(features.getMethodName()).isEqualTo(serving.getMethodName());
    int width = new TinyExport(Pooling.ALL, true).config().feature();
    assertThat(described(features.getOutputsMap()))
        .isEqualTo(Map.of("features", "DT_FLOAT[-1, 6, " + width + "]"));
  }

  @Test
  void theFeaturesAreTheGoldenOnes() {
    Path export = exported(new TinyExport(Pooling.ALL, true));
    try (StoredModel model = StoredModel.load(export, Sessions.DEFAULT);
        InputTensors batch = Samples.golden("batch0").tensors()) {
      Map<String, Tensor> inputs = new HashMap<>();
      batch.forEach((input, tensor) -> inputs.put(input.key(), tensor));
      float[][] found = Asked.of(model, "features", inputs).get("features");
      List<String> names = List.of("Ts", "Td", "As", "Ad", "Vs", "Vd");
      for (int i = 0; i < 6; i++) {
        float[] expected = Golden.load("dmmsa").at("outputs", names.get(i)).floats();
        int width = expected.length / found.length;
        for (int row = 0; row < found.length; row++) {
          Golden.assertClose(
              names.get(i),
              Arrays.copyOfRange(found[row], i * width, (i + 1) * width),
              Arrays.copyOfRange(expected, row * width, (row + 1) * width),
              1e-5);
        }
      }
    }
  }

  private static Map<String, String> described(Map<String, TensorInfo> tensors) {
    Map<String, String> described = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> {
          List<Long> sizes =
              tensor.getTensorShape().getDimList().stream().map(dim -> dim.getSize()).toList();
          described.put(name, tensor.getDtype() + sizes.toString());
        });
    return described;
  }

  @Test
  void theFileHoldsTheInferencePassAlone() throws IOException {
    Path export = exported(new TinyExport(Pooling.MASKED, true));
    List<NodeDef> nodes = metaGraph(export).getGraphDef().getNodeList();
    assertThat(nodes).isNotEmpty();
    for (NodeDef node : nodes) {
      assertThat(node.getOp())
          .as(node.getName())
          .doesNotContainIgnoringCase("random")
          .doesNotContain("TruncatedNormal")
          .doesNotContain("Apply")
          .doesNotContain("Grad");
      assertThat(node.getName())
          .doesNotStartWith("train/")
          .doesNotStartWith("update/")
          .doesNotContain("optimizer")
          .doesNotContain("dropout")
          .doesNotContain("_initial");
    }
  }

  @Test
  void theVariablesAreTheWeightsAndNothingElse() throws IOException {
    TinyExport tiny = new TinyExport(Pooling.MASKED, true);
    Path export = exported(tiny);
    List<String> paths;
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      tiny.over(weights);
      paths = weights.all().stream().map(Weight::path).toList();
    }
    assertThat(VariableIndex.read(export.resolve("variables/variables")).variables().keySet())
        .containsExactlyInAnyOrderElementsOf(paths);
    assertThat(
            metaGraph(export).getGraphDef().getNodeList().stream()
                .filter(node -> node.getOp().contains("Variable"))
                .map(NodeDef::getName))
        .containsExactlyInAnyOrderElementsOf(paths);
  }

  @Test
  void theAssetsAreTheVocabularyAndWhatAClientHasToKnow() throws IOException {
    Path export = exported(new TinyExport(Pooling.MASKED, true));
    Path assets = export.resolve("assets");
    assertThat(assets.resolve("vocab.txt")).hasContent("[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood");
    assertThat(Files.readAllLines(assets.resolve("model.yaml")))
        .contains(
            "model: \"dmmsa\"",
            "frames:",
            "  audio:",
            "    frames: " + TinyExport.MANIFEST.frames().get("audio").frames(),
            "    features: " + features("audio"),
            "tokens: " + TinyExport.MANIFEST.tokens(),
            "vocabulary: " + TinyExport.MANIFEST.vocabulary(),
            "lower_case: true",
            "range: 3.0",
            "metrics: \"mosi\"",
            "normalization: \"none\"");
    try (ServingModel model = ServingModel.load(export, Sessions.DEFAULT)) {
      assertThat(model.manifest()).isEqualTo(TinyExport.MANIFEST);
    }
  }

  @Test
  void whatBecameOfAnExportIsSeenByItsChecksums() throws IOException {
    TinyExport tiny = new TinyExport(Pooling.MASKED, true);
    Path export = tiny.write(folder);
    assertThat(ExportChecksums.verify(export)).isEqualTo(6);
    Path vocabulary = export.resolve("assets/vocab.txt");
    String words = Files.readString(vocabulary);
    Files.writeString(vocabulary, words.replace("good", "bad"));
    Files.delete(export.resolve("assets/model.yaml"));
    Files.writeString(export.resolve("more.txt"), "more");
    assertThatThrownBy(() -> ExportChecksums.verify(export))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            export
                + " is not as it was exported: assets/model.yaml is gone, assets/vocab.txt is"
                + " changed, more.txt is new");
    Path sums = export.resolve("assets.extra/sha256sums.txt");
    assertThat(Files.readAllLines(sums)).hasSize(6).allMatch(line -> line.charAt(64) == ' ');
    Files.writeString(sums, "not a sum\n");
    assertThatThrownBy(() -> ExportChecksums.verify(export))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found the line 'not a sum', expected a SHA-256 and a file");
    Files.delete(sums);
    assertThatThrownBy(() -> ExportChecksums.verify(export))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found no " + sums);
  }

  @Test
  void anExportNeverOverwrites() throws IOException {
    TinyExport tiny = new TinyExport(Pooling.MASKED, false);
    Path to = Files.createDirectories(folder.resolve("export").resolve("1"));
    Path kept = Files.writeString(to.resolve("mine.txt"), "mine");
    SavedModelExporter exporter = tiny.exporter(folder);
    assertThatThrownBy(
            () ->
                exporter.export(
                    folder.resolve("checkpoint"), WeightPrecision.FLOAT32, to, TinyExport.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("found files already there, expected a new or empty folder, at " + to);
    assertThat(kept).hasContent("mine");
    assertThat(names(to)).containsExactly("mine.txt");
  }

  @Test
  void aFailedExportLeavesNothingBehind() throws IOException {
    SavedModelExporter exporter = new TinyExport(Pooling.MASKED, true).exporter(folder);
    Path export = folder.resolve("export");
    assertThatThrownBy(
            () ->
                exporter.export(
                    folder.resolve("nowhere"),
                    WeightPrecision.FLOAT32,
                    export.resolve("1"),
                    TinyExport.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("weights.index is missing");
    assertThat(names(export)).isEmpty();

    Files.delete(folder.resolve("vocab.txt"));
    assertThatThrownBy(
            () ->
                exporter.export(
                    folder.resolve("checkpoint"),
                    WeightPrecision.FLOAT32,
                    export.resolve("1"),
                    TinyExport.NONE))
        .isInstanceOf(IOException.class);
    assertThat(names(export)).isEmpty();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.map(path -> path.getFileName().toString()).toList();
    }
  }
}
