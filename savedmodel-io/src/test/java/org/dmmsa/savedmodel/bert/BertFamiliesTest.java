package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.dmmsa.model.Golden.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The folders {@code families/*} of the test's resources: SavedModels that TensorFlow 2.21 wrote in
 * Python from the same random numbers, with the variables' names and the signature of each family,
 * their networks in functions; and what they say about two texts.
 */
class BertFamiliesTest {
  @TempDir private Path temporary;

  private static Path folder(String family) {
    try {
      return Path.of(BertFamiliesTest.class.getResource("/families/" + family).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** States, pooled states and weights of our encoder with a BERT's numbers. */
  private record Found(float[] sequence, float[] pooled, Map<String, float[]> weights) {}

  private static Found found(BertSavedModel bert, JsonNode texts) {
    try (Graph graph = new Graph();
        Session session = Sessions.DEFAULT.open(graph);
        InputTensors batch =
            new InputTensors(
                Map.of(
                    Input.INPUT_IDS, tokens(texts, "input_ids"),
                    Input.INPUT_MASK, tokens(texts, "input_mask"),
                    Input.SEGMENT_IDS, tokens(texts, "segment_ids")))) {
      Ops tf = Ops.create(graph);
      Inputs inputs =
          Inputs.placeholders(tf, Input.TOKENS, new InputDims(Optional.of(bert.sizes()), Map.of()));
      Weights weights = Weights.restored(tf);
      BertEncoder encoder = new BertEncoder(weights.scope("bert"), bert.sizes());
      BertEncoder.Result output = encoder.apply(Pass.inference(tf), inputs.tokens());
      new BertWeights(tf, bert, weights, "bert").restore(session);
      Session.Runner runner = session.runner().fetch(output.sequence()).fetch(output.pooled());
      batch.feedInto(runner, inputs);
      weights.all().forEach(weight -> runner.fetch(weight.value()));
      try (Result result = runner.run()) {
        Map<String, float[]> values = new LinkedHashMap<>();
        int next = 2;
        for (Weight weight : weights.all()) {
          values.put(weight.path(), Answers.vector((TFloat32) result.get(next++)));
        }
        return new Found(
            Answers.vector((TFloat32) result.get(0)),
            Answers.vector((TFloat32) result.get(1)),
            values);
      }
    }
  }

  private static TInt32 tokens(JsonNode texts, String key) {
    return TInt32.tensorOf(
        StdArrays.ndCopyOf(new ObjectMapper().convertValue(texts.get(key), int[][].class)));
  }

  private static JsonNode expected(String family) throws IOException {
    return new ObjectMapper().readTree(folder(family).resolve("expected.json").toFile());
  }

  @ParameterizedTest
  @CsvSource({"model_garden, Model Garden, true", "hugging_face_tf, Hugging Face TF, false"})
  void ourEncoderAnswersAsPythonDid(String family, String name, boolean tanh) throws IOException {
    JsonNode expected = expected(family);
    BertSavedModel bert = BertSavedModel.open(folder(family));
    assertThat(bert.layout()).isEqualTo(name);
    assertThat(bert.sizes().encoder().heads()).isEqualTo(2);
    assertThat(bert.sizes().encoder().epsilon()).isEqualTo(1e-12f);
    assertThat(bert.sizes().encoder().activation().name()).isEqualTo(tanh ? "GELU_TANH" : "GELU");
    assertThat(bert.lowerCase()).isTrue();
    Found found = found(bert, expected);
    float[] pooled = new ObjectMapper().convertValue(expected.get("pooled"), float[].class);
    assertClose("pooled", found.pooled(), pooled, 1e-5);
    float[] states = new ObjectMapper().convertValue(expected.get("sequence"), float[].class);
    int real = 5 * 8; // the first text has two tokens of padding, which say nothing
    assertClose("first", Arrays.copyOf(found.sequence(), real), Arrays.copyOf(states, real), 1e-5);
    int second = states.length / 2;
    assertClose(
        "second",
        Arrays.copyOfRange(found.sequence(), second, states.length),
        Arrays.copyOfRange(states, second, states.length),
        1e-5);
    BertCheck check = BertCheck.run(bert, Sessions.DEFAULT);
    assertThat(check.agrees()).as("%s", check).isTrue();
  }

  @Test
  void theSameNumbersAreReadOfBoth() throws IOException {
    Map<String, float[]> first =
        found(BertSavedModel.open(folder("model_garden")), expected("model_garden")).weights();
    Map<String, float[]> second =
        found(BertSavedModel.open(folder("hugging_face_tf")), expected("model_garden")).weights();
    assertThat(first.keySet()).isEqualTo(second.keySet()).hasSize(39);
    first.forEach((path, values) -> assertThat(values).as(path).isEqualTo(second.get(path)));
  }

  private Path copy(String family) throws IOException {
    Path to = temporary.resolve(family);
    try (Stream<Path> files = Files.walk(folder(family))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(folder(family).relativize(file).toString()));
      }
    }
    return to;
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  @Test
  void anUnknownNameIsSaidWithItsNearest() throws IOException {
    Path model = copy("model_garden");
    Path data = model.resolve("variables").resolve("variables.data-00000-of-00001");
    replace(data, "pooler_transform/bias", "pooler_transfrom/bias");
    assertThatThrownBy(() -> BertSavedModel.open(model))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found no variable pooler_transform/bias, expected")
        .hasMessageEndingWith("nearest is pooler_transfrom/bias");
    replace(data, "word_embeddings/embeddings", "word_embeddingz/embeddings");
    assertThatThrownBy(() -> BertSavedModel.open(model))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(
            "expected a name that ends in one of", "word_embeddings/embeddings (Model Garden)");
  }

  @Test
  void aBrokenObjectGraphIsRefused() throws IOException {
    Path model = copy("model_garden");
    Path data = model.resolve("variables").resolve("variables.data-00000-of-00001");
    replace(data, "VARIABLE_VALUE", "\377\377\377\377\377\377\377\377\377\377\377\377\377\377");
    assertThatThrownBy(() -> BertSavedModel.open(model))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("\n");
  }

  /** Whatever a file's bytes are, it is opened or refused in a line; nothing of it runs. */
  @ParameterizedTest
  @ValueSource(strings = {"model_garden", "hugging_face_tf"})
  void damagedFilesAreRefusedInALine(String family) throws IOException {
    Path model = copy(family);
    Random random = new Random(4);
    for (String name :
        List.of(
            "saved_model.pb",
            "variables/variables.index",
            "variables/variables.data-00000-of-00001")) {
      Path file = model.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < 150; i++) {
        byte[] damaged = whole.clone();
        for (int flips = 0; flips <= i % 4; flips++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        Files.write(file, damaged);
        Throwable thrown = catchThrowable(() -> BertSavedModel.open(model));
        if (thrown != null) {
          assertThat(thrown).isInstanceOf(InvalidInputException.class);
          assertThat(thrown.getMessage().lines()).hasSize(1);
        }
      }
      Files.write(file, whole);
    }
  }

  @Test
  void aFunctionThatCallsItselfIsRefused() {
    NodeDef call = NodeDef.newBuilder().setName("again").setOp("f").addInput("x").build();
    FunctionDef function =
        FunctionDef.newBuilder()
            .setSignature(
                OpDef.newBuilder()
                    .setName("f")
                    .addInputArg(OpDef.ArgDef.newBuilder().setName("x"))
                    .addOutputArg(OpDef.ArgDef.newBuilder().setName("y")))
            .addNodeDef(call)
            .addNodeDef(call.toBuilder().setName("twice"))
            .putRet("y", "again:y:0")
            .build();
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(NodeDef.newBuilder().setName("in").setOp("Placeholder"))
            .addNode(call.toBuilder().setName("call").clearInput().addInput("in"))
            .setLibrary(FunctionDefLibrary.newBuilder().addFunction(function))
            .build();
    assertThatThrownBy(() -> InlinedFunctions.of(graph, Path.of("model.pb")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "found functions that call each other without end, expected a BERT, in model.pb");
  }
}
