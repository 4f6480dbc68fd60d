package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.bert.TinyBert;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.dmmsa.savedmodel.checkpoint.DamagedIndex;
import org.dmmsa.savedmodel.file.Folders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class ServingModelTest {
  @TempDir static Path shared;
  private static Path exported;

  @TempDir Path folder;

  @BeforeAll
  static void export() {
    exported = new TinyExport(Pooling.MASKED, true).write(shared);
  }

  /** A copy of the export to be spoiled. */
  private Path copy(String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(exported)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(exported.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** The one line that a user sees. */
  private static String refusal(Path model) {
    Throwable thrown = catchThrowable(() -> ServingModel.load(model, Sessions.DEFAULT).close());
    assertThat(thrown).isInstanceOf(InvalidInputException.class);
    assertThat(thrown.getMessage().lines()).hasSize(1);
    return thrown.getMessage();
  }

  @Test
  void aMissingFolderIsRefused() {
    assertThat(refusal(folder.resolve("none")))
        .isEqualTo("found no folder " + folder.resolve("none") + ", expected an exported model");
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThat(refusal(folder))
        .isEqualTo("found no saved_model.pb in " + folder + ", expected an exported model");
  }

  @Test
  void anotherProgramsSavedModelIsRefused() throws IOException {
    Path bert = folder.resolve("bert");
    TinyBert.write(bert, TinyBertSpec.DEFAULT, TinyBert.vocabulary(List.of("good", "bad")));
    assertThat(refusal(bert))
        .isEqualTo(
            "found no assets/model.yaml in " + bert + ", expected a model exported by dmmsa");
    Files.createDirectories(bert.resolve("assets"));
    Files.copy(
        exported.resolve("assets").resolve("model.yaml"),
        bert.resolve("assets").resolve("model.yaml"));
    assertThat(refusal(bert)).contains(bert.toString());
  }

  @Test
  void aTruncatedGraphIsRefused() throws IOException {
    Path model = copy("truncated");
    Path file = model.resolve("saved_model.pb");
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(refusal(model)).endsWith(", in " + file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"variables.index", "variables.data-00000-of-00001"})
  void missingVariablesAreRefused(String missing) throws IOException {
    Path model = copy("missing");
    Files.delete(model.resolve("variables").resolve(missing));
    assertThat(refusal(model)).contains(model.toString());
  }

  @Test
  void aMissingVariablesFolderIsRefused() throws IOException {
    Path model = copy("missing");
    Folders.delete(model.resolve("variables"));
    assertThat(refusal(model)).contains(model.toString());
  }

  @Test
  void truncatedVariablesAreRefused() throws IOException {
    Path model = copy("truncated");
    Path data = model.resolve("variables").resolve("variables.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refusal(model)).contains(model.toString());
  }

  @Test
  void anIndexThatTensorFlowWouldNotSurviveIsRefused() throws IOException {
    Path model = copy("damaged");
    Path index = model.resolve("variables/variables.index");
    DamagedIndex.withImpossibleLength(index);
    assertThat(refusal(model))
        .isEqualTo("found an impossible length, expected a whole checkpoint index, in " + index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "- a list",
        "just words",
        "model: dmmsa",
        "model: [unclosed",
        "model: dmmsa\n\tvocabulary: 3",
        "tokens: many",
        "{}}",
        "\u0000\u0001",
        "a: &a [*a, *a]"
      })
  void anUnreadableManifestIsRefused(String text) throws IOException {
    Path model = copy("manifest");
    Path file = model.resolve("assets").resolve("model.yaml");
    Files.writeString(file, text);
    assertThat(refusal(model)).contains(file.toString());
  }

  @Test
  void aManifestThatIsNoTextIsRefused() throws IOException {
    Path model = copy("binary");
    Path file = model.resolve("assets").resolve("model.yaml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0x80, 0, 1, 2});
    assertThat(refusal(model)).contains(file.toString());
  }

  static Stream<String> lines() {
    ExportManifest manifest = TinyExport.MANIFEST;
    return Stream.of(
        "frames: " + manifest.frames().get("audio").frames(),
        "range: " + manifest.range(),
        "vocabulary: " + manifest.vocabulary(),
        "model: \"" + manifest.model() + "\"");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aManifestWithAValueThatIsNullIsRefused(String line) throws IOException {
    Path model = copy("null");
    Path file = model.resolve("assets").resolve("model.yaml");
    String text = Files.readString(file);
    assertThat(text).contains(line + "\n");
    String without = line.substring(0, line.indexOf(':')) + ": null";
    Files.writeString(file, text.replace(line + "\n", without + "\n"));
    assertThat(refusal(model)).contains(file.toString());
  }

  @Test
  void aManifestOfALaterVersionMayHoldMore() throws IOException {
    Path model = copy("later");
    Path file = model.resolve("assets").resolve("model.yaml");
    Files.writeString(file, Files.readString(file) + "something_new: 1\n");
    try (ServingModel loaded = ServingModel.load(model, Sessions.DEFAULT)) {
      assertThat(loaded.manifest()).isEqualTo(TinyExport.MANIFEST);
    }
  }

  @Test
  void aManifestFromBeforeThereWasContextHasNone() throws IOException {
    Path model = copy("earlier");
    Path file = model.resolve("assets").resolve("model.yaml");
    String text = Files.readString(file);
    assertThat(text).contains("context: 2\n");
    Files.writeString(file, text.replace("context: 2\n", ""));
    try (ServingModel loaded = ServingModel.load(model, Sessions.DEFAULT)) {
      assertThat(loaded.manifest().context()).isZero();
    }
  }

  @Test
  void aContextThatNoModelCanHaveIsRefusedByItsFile() throws IOException {
    Path model = copy("negative");
    Path file = model.resolve("assets").resolve("model.yaml");
    Files.writeString(file, Files.readString(file).replace("context: 2\n", "context: -3\n"));
    assertThat(refusal(model))
        .contains(file.toString())
        .contains("context: found -3, expected at least 0");
  }

  @Test
  void theHighestVersionIsLoadedAsAServerWould() throws IOException {
    copy("export/2");
    copy("export/10");
    copy("export/notes");
    Files.createDirectories(folder.resolve("export").resolve("11")); // still empty
    Path export = folder.resolve("export");
    try (ServingModel model = ServingModel.load(export, Sessions.DEFAULT)) {
      assertThat(model.folder()).isEqualTo(export.resolve("10"));
    }
    try (ServingModel model = ServingModel.load(export.resolve("2"), Sessions.DEFAULT)) {
      assertThat(model.folder()).isEqualTo(export.resolve("2"));
    }
  }

  @Test
  void whatABatchLacksIsTheSignaturesDefault() {
    try (ServingModel model = ServingModel.load(exported, Sessions.DEFAULT);
        InputTensors all = Samples.golden("batch0").tensors()) {
      Map<Input, Tensor> text = new EnumMap<>(all.byInput());
      text.keySet().retainAll(Input.TOKENS);
      float[] found = model.answer(new InputTensors(text)).sentiment();
      Map<Input, Tensor> silent = new EnumMap<>(text);
      int rows = all.batch();
      try (TFloat32 audio = blank(rows, "audio");
          TFloat32 vision = blank(rows, "vision")) {
        silent.put(Input.AUDIO, audio);
        silent.put(Input.VISION, vision);
        Golden.assertClose(
            "text alone", found, model.answer(new InputTensors(silent)).sentiment(), 1e-6);
      }
      text.remove(Input.INPUT_IDS);
      assertThatThrownBy(() -> model.answer(new InputTensors(text)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("found the inputs [input_mask, segment_ids], expected");
    }
  }

  /** One frame of zeros for each row. */
  private static TFloat32 blank(int rows, String input) {
    int features = TinyExport.MANIFEST.frames().get(input).features();
    return TFloat32.tensorOf(StdArrays.ndCopyOf(new float[rows][1][features]));
  }

  /** TensorFlow would answer both. */
  @Test
  void aRequestThatNoAnswerIsRightForIsRefused() {
    try (ServingModel model = ServingModel.load(exported, Sessions.DEFAULT);
        InputTensors request = Samples.golden("batch0").tensors()) {
      ((TFloat32) request.byInput().get(Input.VISION)).setFloat(Float.NaN, 0, 0, 0);
      assertThatThrownBy(() -> model.answer(request))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "found NaN in row 0 of vision, expected finite numbers, for the model in "
                  + exported);
      ((TFloat32) request.byInput().get(Input.VISION)).setFloat(0, 0, 0, 0);
      ((TInt32) request.byInput().get(Input.INPUT_MASK)).setInt(2, 0, 0);
      assertThatThrownBy(() -> model.answer(request))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("found 2 in row 0 of input_mask, expected from 0 to 1");
    }
  }

  @Test
  void aDefaultThatIsNotOneNumberIsRefused() throws IOException {
    Path model = copy("default");
    SignatureDefaults.add(model, Map.of("audio", CompactTensor.rows(1, new int[] {1, 2})));
    assertThat(refusal(model))
        .isEqualTo(
            "found a tensor DT_INT32 [1, 2], expected one int32 or float that stands for all, as the"
                + " default of audio in "
                + model);
  }

  /** A stranger's graph can be loaded, and yet have another node for the score. */
  @ParameterizedTest
  @CsvSource({
    "features, 'found float [%1$d, 6, %2$d] as sentiment, expected float of %1$d rows'",
    "whole numbers, found int32",
    "an input that is not fed, cannot answer: You must feed a value for placeholder tensor",
    "nothing, 'cannot answer: '"
  })
  void aModelThatAnswersSomethingElseIsRefused(String instead, String found) throws IOException {
    Path file = copy("other").resolve("saved_model.pb");
    SavedModel.Builder saved = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    MetaGraphDef.Builder graph = saved.getMetaGraphsBuilder(0);
    String name = node(graph, instead);
    SignatureDef ours = graph.getSignatureDefOrThrow(ServingContract.SIGNATURE);
    TensorInfo score = ours.getOutputsOrThrow(Outputs.SENTIMENT).toBuilder().setName(name).build();
    graph.putSignatureDef(
        ServingContract.SIGNATURE, ours.toBuilder().putOutputs(Outputs.SENTIMENT, score).build());
    Files.write(file, saved.build().toByteArray());
    Samples samples = Samples.golden("batch0");
    int width = new TinyExport(Pooling.MASKED, true).config().feature();
    try (ServingModel model = ServingModel.load(file.getParent(), Sessions.DEFAULT)) {
      assertThatThrownBy(() -> answer(model, samples))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(found.formatted(samples.size(), width))
          .hasMessageContaining(model.place());
    }
  }

  private static String node(MetaGraphDef.Builder graph, String what) {
    SignatureDef features = graph.getSignatureDefOrThrow(ServingContract.FEATURES);
    SignatureDef lengths = graph.getSignatureDefOrThrow(ServingContract.LENGTHS);
    return switch (what) {
      case "features" -> features.getOutputsOrThrow(ServingContract.FEATURES).getName();
      case "an input that is not fed" -> lengths.getInputsOrThrow("audio_length").getName();
      case "whole numbers" ->
          graph.getGraphDef().getNodeList().stream()
              .filter(node -> node.getOp().equals("Const"))
              .filter(node -> node.getAttrOrThrow("dtype").getType() == DataType.DT_INT32)
              .findFirst()
              .orElseThrow()
              .getName();
      default -> "nothing";
    };
  }

  @Test
  void severalThreadsGetTheSameAnswers() {
    try (ServingModel model = ServingModel.load(exported, new Sessions(1, 1, Optional.empty()))) {
      Samples samples = Samples.golden("batch0");
      Answers expected = answer(model, samples);
      List<Answers> answers =
          Stream.generate(() -> samples)
              .limit(16)
              .parallel()
              .map(given -> answer(model, given))
              .toList();
      assertThat(answers)
          .allSatisfy(a -> assertThat(a).usingRecursiveComparison().isEqualTo(expected));
    }
  }

  private static Answers answer(ServingModel model, Samples samples) {
    try (InputTensors batch = samples.tensors()) {
      return model.answer(batch);
    }
  }
}
