package org.dmmsa.savedmodel.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.dmmsa.model.InvalidInputException;

/**
 * What a {@code tokenizer.json} of Hugging Face's says of its pieces.
 *
 * @param wordPieces whether it is BERT's tokenizer, which the pieces alone describe
 * @param lowerCase whether texts are lower-cased first, where it says so in BERT's words
 * @param pieces by their numbers, from 0 without a gap
 */
public record TokenizerJson(boolean wordPieces, Optional<Boolean> lowerCase, List<String> pieces) {
  public TokenizerJson {
    pieces = List.copyOf(pieces);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInputException if it is none, or numbers are missing among its pieces
   */
  public static TokenizerJson read(Path file) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("found no JSON, in " + file, e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file, e);
    }
    JsonNode lower = root.at("/normalizer/lowercase");
    return new TokenizerJson(
        root.at("/model/type").asText().equals("WordPiece"),
        lower.isBoolean() ? Optional.of(lower.booleanValue()) : Optional.empty(),
        pieces(root, file));
  }

  private static List<String> pieces(JsonNode root, Path file) {
    TreeMap<Integer, String> found = new TreeMap<>();
    JsonNode vocabulary = root.at("/model/vocab");
    if (vocabulary.isArray()) { // Unigram: a piece and its score, in the order of numbers
      vocabulary.forEach(piece -> found.put(found.size(), piece.path(0).asText()));
    } else {
      vocabulary.properties().forEach(piece -> put(found, piece.getValue(), piece.getKey(), file));
    }
    for (JsonNode added : root.path("added_tokens")) {
      put(found, added.path("id"), added.path("content").asText(), file);
    }
    if (found.isEmpty() || found.firstKey() != 0 || found.lastKey() != found.size() - 1) {
      throw new InvalidInputException(
          "found %d pieces, expected some with the numbers 0, 1, 2 and so on, in %s"
              .formatted(found.size(), file));
    }
    return new ArrayList<>(found.values());
  }

  private static void put(TreeMap<Integer, String> found, JsonNode id, String piece, Path file) {
    if (!id.isIntegralNumber() || !id.canConvertToInt() || piece.matches("(?s).*[\r\n].*")) {
      throw new InvalidInputException(
          "found the piece '%s' with the number %s, expected a line and a whole number, in %s"
              .formatted(piece.strip(), id, file));
    }
    found.put(id.asInt(), piece);
  }
}
