package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.dmmsa.model.Golden.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.savedmodel.safetensors.TensorFile;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The BERT of {@code confede.json}, whose weights and pooled states are Hugging Face's. */
class BertImportTest {
  private static final Golden GOLDEN = Golden.load("confede");
  private static final String THEIRS = "text_encoder.extractor.";
  private static final BertSizes SIZES = GoldenNetwork.bert(GOLDEN);

  @TempDir Path temporary;
  private Path from;
  private Path to;

  @BeforeEach
  void write() throws IOException {
    from = Files.createDirectory(temporary.resolve("huggingface"));
    to = temporary.resolve("imported");
    writeTensors(name -> "bert." + name);
    Files.writeString(from.resolve("config.json"), config().toString());
    Files.writeString(
        from.resolve("vocab.txt"),
        IntStream.range(0, SIZES.vocabulary())
            .mapToObj(i -> "piece" + i)
            .collect(Collectors.joining("\n")));
  }

  private void writeTensors(UnaryOperator<String> names) throws IOException {
    writeTensors(names, "none");
  }

  /** Leaves an array aside that is none of the encoder's. */
  private void writeTensors(UnaryOperator<String> names, String spoiled) throws IOException {
    TensorFile file = new TensorFile().add("cls.predictions.bias", Shape.of(1), 1);
    for (Map.Entry<String, JsonNode> entry : GOLDEN.at("weights").node().properties()) {
      if (entry.getKey().startsWith(THEIRS)) {
        Golden array = new Golden(entry.getValue());
        String name = names.apply(entry.getKey().substring(THEIRS.length()));
        float[] values = array.floats();
        if (name.equals(spoiled)) {
          values[1] = Float.NaN;
        }
        file.add(name, array.shape(), values);
      }
    }
    file.write(from.resolve("model.safetensors"));
  }

  private static ObjectNode config() {
    return new ObjectMapper()
        .createObjectNode()
        .put("model_type", "bert")
        .put("hidden_size", SIZES.encoder().width())
        .put("num_hidden_layers", SIZES.encoder().layers())
        .put("num_attention_heads", SIZES.encoder().heads())
        .put("intermediate_size", SIZES.encoder().inner())
        .put("hidden_act", "gelu")
        .put("layer_norm_eps", 1e-12);
  }

  private void edit(Consumer<ObjectNode> change) throws IOException {
    ObjectNode config = config();
    change.accept(config);
    Files.writeString(from.resolve("config.json"), config.toString());
  }

  private float[] pooled() {
    BertSignature signature = BertSavedModel.open(to).signature();
    Golden batch = GOLDEN.at("inputs", "anchor");
    try (StoredModel model = StoredModel.load(to, Sessions.DEFAULT);
        TInt32 ids = tokens(batch, 0);
        TInt32 mask = tokens(batch, 1);
        TInt32 segments = tokens(batch, 2);
        Result result =
            model
                .runner()
                .feed(signature.ids(), ids)
                .feed(signature.mask(), mask)
                .feed(signature.segments(), segments)
                .fetch(signature.pooled())
                .run()) {
      return Answers.vector((TFloat32) result.get(0));
    }
  }

  private static TInt32 tokens(Golden batch, int row) {
    return TInt32.tensorOf(
        GoldenNetwork.tokenShape(batch), DataBuffers.of(GoldenNetwork.tokens(batch, row)));
  }

  @Test
  void answersAsItDidBeforeAndAsOurEncoderDoes() {
    BertImport.run(from, to);
    BertSavedModel bert = BertSavedModel.open(to);
    assertThat(bert.sizes()).isEqualTo(SIZES);
    assertClose("pooled", pooled(), GOLDEN.at("outputs", "x_text").floats(), 1e-5);
    assertThat(BertCheck.run(bert, Sessions.DEFAULT).agrees()).isTrue();
  }

  @Test
  void oldNamesOfNormsAndOtherPrefixesAreKnown() throws IOException {
    writeTensors(
        name ->
            name.replace("LayerNorm.weight", "LayerNorm.gamma")
                .replace("LayerNorm.bias", "LayerNorm.beta"));
    BertImport.run(from, to);
    assertClose("pooled", pooled(), GOLDEN.at("outputs", "x_text").floats(), 1e-5);
  }

  @Test
  void theConfigAndTheTokenizerSayWhatShapesDoNotTell() throws IOException {
    edit(config -> config.put("hidden_act", "gelu_new").put("layer_norm_eps", 1e-5));
    Files.writeString(from.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    BertImport.run(from, to);
    BertSavedModel bert = BertSavedModel.open(to);
    assertThat(bert.sizes().encoder().activation()).isEqualTo(Activation.GELU_TANH);
    assertThat(bert.sizes().encoder().epsilon()).isEqualTo(1e-5f);
    assertThat(bert.lowerCase()).isFalse();
  }

  private String refusal() {
    Throwable thrown = catchThrowable(() -> BertImport.run(from, to));
    assertThat(thrown).isInstanceOf(InvalidInputException.class);
    assertThat(thrown.getMessage().lines()).hasSize(1);
    assertThat(to).doesNotExist();
    return thrown.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model_type | gpt2 | model_type: found gpt2, expected one of [bert, roberta, xlm-roberta]",
        "num_hidden_layers | two | num_hidden_layers: found \"two\", expected a whole number",
        "hidden_act | relu | hidden_act: found relu, expected one of [gelu, gelu_new, gelu_pytorch",
        "layer_norm_eps | 0 | layer_norm_eps: found 0.0, expected a number above 0",
        "position_embedding_type | relative_key | position_embedding_type: found relative_key",
      })
  void aConfigThatDoesNotFitIsRefused(String key, String value, String message) throws IOException {
    edit(config -> config.put(key, value));
    if (value.matches("\\d+")) {
      edit(config -> config.put(key, Integer.parseInt(value)));
    }
    assertThat(refusal()).startsWith(message).endsWith(", in " + from.resolve("config.json"));
  }

  @Test
  void sizesThatDoNotFitTheArraysAreRefused() throws IOException {
    int width = SIZES.encoder().width();
    edit(config -> config.put("hidden_size", 2 * width));
    assertThat(refusal())
        .startsWith("hidden_size: found %d, expected %d".formatted(2 * width, width));
    edit(config -> config.put("num_attention_heads", width + 1));
    assertThat(refusal())
        .startsWith(
            "num_attention_heads: found %d, expected a divisor of the width %d"
                .formatted(width + 1, width));
  }

  @Test
  void aMissingArrayIsNamedWithItsNearest() throws IOException {
    writeTensors(name -> name.replace("pooler.dense.bias", "pooler.dense.biass"));
    assertThat(refusal())
        .startsWith("found no variable pooler.dense.bias, expected one of shape")
        .endsWith("nearest is pooler.dense.biass");
  }

  @Test
  void aVocabularyOfAnotherLengthIsRefused() throws IOException {
    Files.writeString(from.resolve("vocab.txt"), "one\ntwo\n");
    assertThat(refusal()).startsWith("found 2 word pieces, expected " + SIZES.vocabulary());
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedAndNothingIsWritten() throws IOException {
    writeTensors(name -> name, "pooler.dense.bias");
    assertThat(refusal()).startsWith("found NaN, expected finite numbers, at pooler.dense.bias");
  }
}
