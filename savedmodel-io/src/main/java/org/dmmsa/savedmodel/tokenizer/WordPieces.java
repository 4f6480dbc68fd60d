package org.dmmsa.savedmodel.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.RegularFile;

/**
 * BERT's tokenizer (Devlin et al. 2019) in the words of the tokenizers library: the settings of
 * Hugging Face's {@code BertTokenizerFast} around a vocabulary.
 */
final class WordPieces {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN = "[UNK]";
  private static final String BEGIN = "[CLS]";
  private static final String END = "[SEP]";
  private static final List<String> SPECIAL = List.of("[PAD]", UNKNOWN, BEGIN, END, "[MASK]");
  private static final int LONGEST_WORD = 100; // letters; a longer one is unknown

  private WordPieces() {}

  /**
   * The tokenizer's description.
   *
   * @param vocabulary a piece a line; its line, from 0, is its number
   */
  static String json(Path vocabulary, boolean lowerCase) throws IOException {
    List<String> pieces = read(vocabulary);
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    ArrayNode added = root.putArray("added_tokens");
    SPECIAL.stream().filter(pieces::contains).forEach(token -> special(added, pieces, token));
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .putNull("strip_accents") // then they go with the capitals
        .put("lowercase", lowerCase);
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    root.putObject("post_processor")
        .put("type", "BertProcessing")
        .<ObjectNode>set("sep", pair(pieces, END))
        .set("cls", pair(pieces, BEGIN));
    ObjectNode model =
        root.putObject("model")
            .put("type", "WordPiece")
            .put("unk_token", UNKNOWN)
            .put("continuing_subword_prefix", "##")
            .put("max_input_chars_per_word", LONGEST_WORD);
    ObjectNode numbers = model.putObject("vocab");
    for (int i = 0; i < pieces.size(); i++) {
      numbers.put(pieces.get(i), i);
    }
    return JSON.writeValueAsString(root);
  }

  private static List<String> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("found no " + file + ", expected a BERT's word pieces");
    }
    List<String> pieces;
    try {
      pieces = Files.readAllLines(RegularFile.of(file, RegularFile.SMALL));
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("found bytes that are not UTF-8, in " + file, e);
    }
    for (String needed : List.of(UNKNOWN, BEGIN, END)) {
      if (!pieces.contains(needed)) {
        throw new InvalidInputException(
            "found no piece %s, expected one to cut texts with, in %s".formatted(needed, file));
      }
    }
    return pieces;
  }

  private static void special(ArrayNode added, List<String> pieces, String token) {
    added
        .addObject()
        .put("id", pieces.indexOf(token))
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static ArrayNode pair(List<String> pieces, String token) {
    return JSON.createArrayNode().add(token).add(pieces.indexOf(token));
  }
}
