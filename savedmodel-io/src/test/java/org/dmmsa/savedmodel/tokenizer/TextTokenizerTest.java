package org.dmmsa.savedmodel.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dmmsa.model.Golden;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenizer.json}: texts on which four implementations of BERT's tokenizer agree. */
class TextTokenizerTest {
  private static final Golden GOLDEN = Golden.load("tokenizer");

  @TempDir private Path folder;

  /** The pieces that the texts need, each at its number; a longer match is in none of them. */
  private void writeVocabulary() throws IOException {
    String[] pieces = new String[1 << 15];
    Arrays.setAll(pieces, i -> "[unused" + i + "]");
    Golden config = GOLDEN.at("config");
    for (String special : List.of("cls", "sep", "unk", "pad", "mask")) {
      pieces[config.at(special).integer()] = "[" + special.toUpperCase(Locale.ROOT) + "]";
    }
    for (JsonNode one : GOLDEN.at("cases").node()) {
      int[] ids = new Golden(one).at("ids").ints();
      for (int i = 0; i < ids.length; i++) {
        pieces[ids[i]] = one.get("tokens").get(i).asText();
      }
    }
    Files.write(folder.resolve("vocab.txt"), List.of(pieces));
  }

  private TextTokenizer open() {
    boolean lower = GOLDEN.at("config", "do_lower_case").node().asBoolean();
    return TextTokenizer.open(folder, lower);
  }

  @Test
  void textsAreCutAsByFourOthers() throws IOException {
    writeVocabulary();
    int most = GOLDEN.at("config", "max_len").integer();
    try (TextTokenizer tokenizer = open()) {
      for (JsonNode one : GOLDEN.at("cases").node()) {
        String text = one.get("text").asText();
        int[] ids = tokenizer.ids(text, most);
        assertThat(Arrays.copyOf(ids, most))
            .as(text)
            .containsExactly(new Golden(one).at("encoded_ids").ints());
        int real = Arrays.stream(new Golden(one).at("encoded_mask").ints()).sum();
        assertThat(ids).as(text).hasSize(real);
      }
    }
  }

  @Test
  void capitalsStayWhereTheModelHasThem() throws IOException {
    Files.write(
        folder.resolve("vocab.txt"), List.of("[UNK]", "[CLS]", "[SEP]", "good", "Good", "é", "e"));
    try (TextTokenizer cased = TextTokenizer.open(folder, false);
        TextTokenizer uncased = TextTokenizer.open(folder, true)) {
      assertThat(cased.ids("Good good é", 9)).containsExactly(1, 4, 3, 5, 2);
      assertThat(uncased.ids("Good good é", 9)).containsExactly(1, 3, 3, 6, 2);
    }
  }

  @Test
  void aTokenizerOfItsOwnIsTakenAsItIs() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "added_tokens": [],
         "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true},
         "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0],
                            "trim_offsets": true, "add_prefix_space": false},
         "model": {"type": "BPE", "vocab": {"<s>": 0, "<pad>": 1, "</s>": 2, "a": 3, "b": 4,
                   "ab": 5, "\u0120": 6}, "merges": ["a b"]}}
        """);
    assertThat(TextTokenizer.isOwn(folder)).isTrue();
    try (TextTokenizer tokenizer = TextTokenizer.open(folder, true)) {
      assertThat(tokenizer.ids("ab a", 9)).containsExactly(0, 5, 6, 3, 2);
      assertThat(tokenizer.ids("ab a", 3)).containsExactly(0, 5, 2);
    }
  }

  @Test
  void filesThatAreNoneAreRefusedInALine() throws IOException {
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("found no .*vocab.txt, expected a BERT's word pieces");
    Files.write(folder.resolve("vocab.txt"), List.of("[UNK]", "[CLS]", "good"));
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found no piece [SEP], expected one");
    Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"nonsense\"}}");
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the tokenizers library cannot take")
        .hasMessageNotContaining("\n");
  }
}
