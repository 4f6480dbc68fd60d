package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The folder {@code roberta} of the test's resources: a RobertaModel with random numbers and a
 * small byte-level tokenizer, as transformers 5.18 wrote them, and what it says about a few texts.
 */
class RobertaImportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temporary;
  private Path from;
  private Path to;
  private JsonNode expected;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    from = Files.createDirectory(temporary.resolve("roberta"));
    to = temporary.resolve("imported");
    Path resources = Path.of(RobertaImportTest.class.getResource("/roberta").toURI());
    try (Stream<Path> files = Files.list(resources)) {
      for (Path file : files.toList()) {
        Files.copy(file, from.resolve(file.getFileName()));
      }
    }
    expected = JSON.readTree(from.resolve("expected.json").toFile());
  }

  private void edit(String file, Consumer<ObjectNode> change) throws IOException {
    ObjectNode node = (ObjectNode) JSON.readTree(from.resolve(file).toFile());
    change.accept(node);
    JSON.writeValue(from.resolve(file).toFile(), node);
  }

  /** Every text in one batch, padded behind, as training and serving pad. */
  @Test
  void textsAreCutAndEncodedAsByHuggingFacesOwnCode() {
    BertImport.run(from, to);
    BertSavedModel bert = BertSavedModel.open(to);
    assertThat(bert.sizes().positions()).isEqualTo(32); // of 34, two of which no text reads
    assertThat(bert.sizes().types()).isEqualTo(1);
    int count = expected.get("texts").size();
    int[][] ids = new int[count][];
    try (TextTokenizer tokenizer = TextTokenizer.open(bert.assets(), bert.lowerCase())) {
      for (int i = 0; i < count; i++) {
        ids[i] = tokenizer.ids(expected.get("texts").get(i).asText(), 32);
        assertThat(ids[i]).containsExactly(read(expected.get("ids").get(i), int[].class));
      }
    }
    int longest = Arrays.stream(ids).mapToInt(row -> row.length).max().orElseThrow();
    int width = bert.sizes().encoder().width();
    try (StoredModel model = StoredModel.load(to, Sessions.DEFAULT);
        TInt32 padded = padded(ids, longest, false);
        TInt32 mask = padded(ids, longest, true);
        TInt32 segments = padded(new int[count][0], longest, false);
        Result result =
            model
                .runner()
                .feed(bert.signature().ids(), padded)
                .feed(bert.signature().mask(), mask)
                .feed(bert.signature().segments(), segments)
                .fetch(bert.signature().sequence())
                .fetch(bert.signature().pooled())
                .run()) {
      float[] sequence = Answers.vector((TFloat32) result.get(0));
      float[] pooled = Answers.vector((TFloat32) result.get(1));
      for (int i = 0; i < count; i++) {
        int start = i * longest * width;
        assertClose(
            "sequence",
            Arrays.copyOfRange(sequence, start, start + ids[i].length * width),
            read(expected.get("sequence").get(i), float[].class),
            1e-5);
        assertClose(
            "pooled",
            Arrays.copyOfRange(pooled, i * width, (i + 1) * width),
            read(expected.get("pooled").get(i), float[].class),
            1e-5);
      }
    }
  }

  private static <T> T read(JsonNode node, Class<T> type) {
    return JSON.convertValue(node, type);
  }

  private static TInt32 padded(int[][] rows, int length, boolean ones) {
    int[] flat = new int[rows.length * length];
    for (int i = 0; i < rows.length; i++) {
      for (int at = 0; at < rows[i].length; at++) {
        flat[i * length + at] = ones ? 1 : rows[i][at];
      }
    }
    return TInt32.tensorOf(Shape.of(rows.length, length), DataBuffers.of(flat));
  }

  @Test
  void ourEncoderAgreesWithWhatWasWritten() {
    BertImport.run(from, to);
    assertThat(BertCheck.run(BertSavedModel.open(to), Sessions.DEFAULT).agrees()).isTrue();
  }

  @Test
  void aTokenizerThatDoesNotFitIsRefusedAndNothingIsWritten() throws IOException {
    edit("tokenizer.json", root -> ((ObjectNode) root.at("/model/vocab")).remove("\u0120the"));
    refused("found ", "expected some with the numbers 0, 1, 2 and so on");
    edit("tokenizer.json", root -> ((ObjectNode) root.get("model")).putObject("vocab").put("a", 5));
    refused("found 6 word pieces, expected 300, one for each row of the word table");
    Files.delete(from.resolve("tokenizer.json"));
    refused("tokenizer.json, expected what texts are cut by");
  }

  @Test
  void paddingBehindThePositionsIsRefused() throws IOException {
    edit("config.json", root -> root.put("pad_token_id", 33));
    refused("pad_token_id: found 33, expected a number below the positions");
    edit("config.json", root -> root.put("model_type", "electra"));
    refused("model_type: found electra, expected one of [bert, roberta, xlm-roberta]");
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> BertImport.run(from, to))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts);
    assertThat(to).doesNotExist();
  }

  /** As in the published files of RoBERTa. */
  @Test
  void aPoolerThatTheFileLacksIsDrawn() throws IOException {
    byte[] bytes = Files.readAllBytes(from.resolve("model.safetensors"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Files.write(
        from.resolve("model.safetensors"),
        text.replace("pooler.dense", "other_.dense").getBytes(StandardCharsets.ISO_8859_1));
    BertImport.run(from, to);
    HuggingFaceBert bert = HuggingFaceBert.open(from);
    assertThat(bert.hasFreshPooler()).isTrue();
    assertThat(bert.values("pooler/bias")).containsOnly(0f);
    assertThat(List.of(bert.values("pooler/kernel")))
        .allSatisfy(
            numbers -> {
              assertThat(numbers).hasSize(64).doesNotContain(0f);
              for (float number : numbers) {
                assertThat(Math.abs(number)).isLessThan(0.1f);
              }
            });
  }
}
