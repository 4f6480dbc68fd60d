package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

class BertSavedModelTest {
  private static final String QUERY = "module/bert/encoder/layer_1/attention/self/query/kernel";

  @TempDir Path temporary;
  private EditedBert bert;

  @BeforeEach
  void writeOne() {
    bert = EditedBert.in(temporary.resolve("bert"));
  }

  private void refusedBecause(String... parts) {
    assertThatThrownBy(() -> BertSavedModel.open(bert.folder()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("\n")
        .hasMessageContainingAll(parts);
  }

  @Test
  void theDigestIsThatOfTheContentWhereverItLies() throws IOException {
    String digest = BertSavedModel.open(bert.folder()).digest();
    Path moved = Files.move(bert.folder(), temporary.resolve("moved"));
    assertThat(BertSavedModel.open(moved).digest()).isEqualTo(digest).hasSize(64);
    TinyBert.write(
        temporary.resolve("other"),
        new TinyBertSpec(2, 8, 2, 12, 16, EditedBert.SPEC.activation(), 1e-12f, -1, 8),
        EditedBert.WORDS);
    assertThat(BertSavedModel.open(temporary.resolve("other")).digest()).isNotEqualTo(digest);
  }

  @Test
  void variablesReadAsResourcesAreRecognizedToo() throws IOException {
    bert.edit(EditedBertGraphs::useResources);
    assertThat(BertSavedModel.open(bert.folder()).sizes().encoder())
        .isEqualTo(EditedBert.SPEC.sizes(1).encoder());
  }

  @Test
  void whatIsNoSavedModelIsRefused() throws IOException {
    Files.delete(bert.graph());
    refusedBecause("found no saved_model.pb", bert.folder().toString());
  }

  @Test
  void everyTruncationOfTheGraphIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(bert.graph());
    for (int length = 0; length < whole.length; length += 997) {
      Files.write(bert.graph(), Arrays.copyOf(whole, length));
      refusedBecause("saved_model.pb");
    }
  }

  @Test
  void damagedFilesAreRefusedOrReadButNeverBreakTheReader() throws IOException {
    Random random = new Random(5);
    for (Path file : List.of(bert.graph(), bert.index())) {
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < 300; i++) {
        byte[] damaged = whole.clone();
        for (int j = 0; j <= i % 4; j++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Files.write(file, damaged);
        try {
          assertThat(BertSavedModel.open(bert.folder()).sizes().vocabulary()).isPositive();
        } catch (InvalidInputException e) {
          assertThat(e).hasMessageContaining(bert.folder().toString());
        }
      }
      Files.write(file, whole);
    }
  }

  @Test
  void everyTruncationOfTheIndexIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(bert.index());
    for (int length = 0; length < whole.length; length += 13) {
      Files.write(bert.index(), Arrays.copyOf(whole, length));
      refusedBecause("variables.index");
    }
  }

  @Test
  void shortNumbersAreRefusedWithTheVariable() throws IOException {
    byte[] whole = Files.readAllBytes(bert.data());
    Files.write(bert.data(), Arrays.copyOf(whole, whole.length - 4));
    refusedBecause("found " + (whole.length - 4) + " bytes", "variables.data-00000-of-00001");
  }

  @Test
  void noVariablesAtAll() throws IOException {
    Folders.delete(bert.folder().resolve("variables"));
    refusedBecause("found no ", "variables.index");
  }

  @Test
  void aGraphForTrainingOnlyIsRefused() throws IOException {
    bert.edit(model -> model.getMetaInfoDefBuilder().clearTags().addTags("train"));
    refusedBecause("[[train]]", "serve");
  }

  @Test
  void anotherSignatureIsRefused() throws IOException {
    bert.edit(
        model ->
            model
                .putSignatureDef("tokens", model.getSignatureDefOrThrow("serving_default"))
                .removeSignatureDef("serving_default"));
    refusedBecause("[tokens]", "serving_default");
  }

  @Test
  void anotherTypeOfIdsIsRefused() throws IOException {
    bert.edit(
        model ->
            model.putSignatureDef(
                "serving_default",
                model.getSignatureDefOrThrow("serving_default").toBuilder()
                    .putInputs(
                        "input_ids",
                        model
                            .getSignatureDefOrThrow("serving_default")
                            .getInputsOrThrow("input_ids")
                            .toBuilder()
                            .setDtype(DataType.DT_INT64)
                            .build())
                    .build()));
    refusedBecause("found DT_INT64", "input_ids of type DT_INT32");
  }

  @ParameterizedTest
  @CsvSource({"Tanh, Relu, GELU", "Rsqrt, Sqrt, epsilon", "Transpose, Neg, heads"})
  void anUnknownGraphIsRefused(String op, String other, String wanted) throws IOException {
    bert.edit(model -> EditedBertGraphs.replaceOp(model, op, other));
    refusedBecause(wanted, "saved_model.pb");
  }

  @Test
  void layersWithDifferentEpsilonsAreRefused() throws IOException {
    bert.edit(EditedBertGraphs::changeOneEpsilon);
    refusedBecause("one value of a layer norm's epsilon", "0.25");
  }

  @Test
  void aMissingVariableIsNamedWithTheNearest() throws IOException {
    bert.editVariables((tf, values) -> values.remove(QUERY));
    refusedBecause("found no variable " + QUERY, "[8, 8]", "nearest is module/bert/encoder/layer");
  }

  @Test
  void aVariableOfAnotherShapeIsNamed() throws IOException {
    bert.editVariables((tf, values) -> values.put(QUERY, tf.constant(new float[8][4])));
    refusedBecause("found shape [8, 4], expected [8, 8]", QUERY);
  }

  @Test
  void aVariableOfAnotherTypeIsNamed() throws IOException {
    bert.editVariables((tf, values) -> values.put(QUERY, tf.constant(new double[8][8])));
    refusedBecause("DT_DOUBLE", QUERY);
  }

  @Test
  void aGapInTheLayersIsSeen() throws IOException {
    bert.editVariables((tf, values) -> values.keySet().removeIf(n -> n.contains("layer_0")));
    refusedBecause("found layers [1]", "without a gap");
  }

  @Test
  void anUnknownLayoutIsRefusedWithWhatWasLookedFor() throws IOException {
    bert.editVariables(
        (tf, values) -> {
          values.clear();
          values.put("embeddings/words", tf.constant(new float[4][4]));
        });
    refusedBecause(
        "no BERT among 1 variables",
        "bert/embeddings/word_embeddings (TF1)",
        "nearest is embeddings/words");
  }

  @Test
  void twoBertsAreRefused() throws IOException {
    bert.editVariables(
        (tf, values) ->
            List.copyOf(values.entrySet())
                .forEach(e -> values.put("teacher/" + e.getKey(), e.getValue())));
    refusedBecause("found 2 BERTs", "'module/'", "'teacher/module/'");
  }

  @Test
  void otherVariablesDoNotDisturb() throws IOException {
    bert.editVariables((tf, values) -> values.put("module/cls/bias", tf.constant(new float[3])));
    assertThat(BertSavedModel.open(bert.folder()).parameters()).isEqualTo((long) parameters());
  }

  @Test
  void aVocabularyOfAnotherLengthIsRefused() throws IOException {
    Path file = bert.folder().resolve("assets/vocab.txt");
    Files.write(file, EditedBert.WORDS.subList(0, 50));
    refusedBecause("found 50 word pieces, expected " + EditedBert.WORDS.size(), "vocab.txt");
    Files.delete(file);
    refusedBecause("found no ", "vocab.txt");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    refusedBecause("not UTF-8", "vocab.txt");
  }

  @Test
  void lowerCasingIsSaidByTheSettingsOrElseByTheVocabulary() throws IOException {
    Path settings = bert.folder().resolve("assets/model.json");
    Files.writeString(settings, "{\"do_lower_case\": false}");
    assertThat(BertSavedModel.open(bert.folder()).lowerCase()).isFalse();
    Files.delete(settings);
    assertThat(BertSavedModel.open(bert.folder()).lowerCase()).isTrue();
    Path pieces = bert.folder().resolve("assets/vocab.txt");
    List<String> words = new ArrayList<>(EditedBert.WORDS);
    words.set(words.size() - 1, "##\u211d"); // a capital that bert-base-uncased has
    Files.write(pieces, words);
    assertThat(BertSavedModel.open(bert.folder()).lowerCase()).isTrue();
    words.set(words.size() - 1, "Good");
    Files.write(pieces, words);
    assertThat(BertSavedModel.open(bert.folder()).lowerCase()).isFalse();
    Files.writeString(settings, "{");
    refusedBecause("found no JSON", "model.json");
    Files.writeString(settings, "{\"doLowerCase\": 1}");
    refusedBecause("found 1, expected true or false", "model.json");
  }

  private static int parameters() {
    int width = 8;
    int inner = 12;
    int layer = 4 * (width * width + width) + 2 * width * inner + inner + width + 4 * width;
    int rows = EditedBert.WORDS.size() + 16 + 2;
    return rows * width + 2 * width + 2 * layer + width * width + width;
  }

  /** Changes of a stored graph. */
  private static final class EditedBertGraphs {
    static void replaceOp(MetaGraphDef.Builder model, String op, String other) {
      for (NodeDef.Builder node : model.getGraphDefBuilder().getNodeBuilderList()) {
        if (node.getOp().equals(op)) {
          node.setOp(other);
        }
      }
    }

    static void useResources(MetaGraphDef.Builder model) {
      for (NodeDef.Builder node : model.getGraphDefBuilder().getNodeBuilderList()) {
        if (node.getOp().equals("VariableV2")) {
          node.setOp("VarHandleOp");
        } else if (node.getName().endsWith("_read")) {
          node.setOp("ReadVariableOp");
        }
      }
    }

    static void changeOneEpsilon(MetaGraphDef.Builder model) {
      for (NodeDef.Builder node : model.getGraphDefBuilder().getNodeBuilderList()) {
        if (node.getName().startsWith("module/bert/embeddings/LayerNorm/Const")
            && node.getAttrOrThrow("dtype").getType() == DataType.DT_FLOAT) {
          node.putAttr("value", quarter(node));
        }
      }
    }

    private static org.tensorflow.proto.AttrValue quarter(NodeDef.Builder node) {
      org.tensorflow.proto.AttrValue.Builder value = node.getAttrOrThrow("value").toBuilder();
      value.getTensorBuilder().clearTensorContent().clearFloatVal().addFloatVal(0.25f);
      return value.build();
    }
  }
}
