package org.dmmsa.savedmodel.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.RegularFile;

/**
 * Cuts texts into the pieces that a BERT was trained on, and gives their numbers.
 *
 * <p>It is Hugging Face's own tokenizer, the one that the feature files of MMSA were made with. So
 * a text that spells a special token, as in {@code [SEP]}, is that token.
 */
public final class TextTokenizer implements AutoCloseable {
  /** The pieces, one a line: enough for a word-piece BERT. */
  public static final String VOCABULARY = "vocab.txt";

  /** Hugging Face's description of a tokenizer that is not BERT's word pieces. */
  public static final String OWN = "tokenizer.json";

  private static final Map<String, String> AS_IT_IS =
      Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");

  static {
    // The library asks the network otherwise: for newer natives, and whether it runs on EC2.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private final HuggingFaceTokenizer tokenizer;

  private TextTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Whether a model's texts are not cut into BERT's word pieces, but by a tokenizer of its own. */
  public static boolean isOwn(Path assets) {
    return Files.isRegularFile(assets.resolve(OWN));
  }

  /**
   * Opens the tokenizer of a model.
   *
   * @param assets the model's folder with {@link #OWN}, or else {@link #VOCABULARY}
   * @param lowerCase whether texts are lower-cased first; a tokenizer of its own knows
   * @throws InvalidInputException if there is none, or the library refuses it
   */
  public static TextTokenizer open(Path assets, boolean lowerCase) {
    boolean own = isOwn(assets);
    Path file = assets.resolve(own ? OWN : VOCABULARY);
    try {
      byte[] json =
          own
              ? Files.readAllBytes(RegularFile.of(file, RegularFile.SMALL))
              : WordPieces.json(file, lowerCase).getBytes(StandardCharsets.UTF_8);
      return new TextTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), AS_IT_IS));
    } catch (IOException e) {
      throw new InvalidInputException("cannot read the tokenizer " + file, e);
    } catch (InvalidInputException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new InvalidInputException(
          "the tokenizers library cannot take %s: %s".formatted(file, reason(e)), e);
    }
  }

  /** The first line of a failure and, where it has one, of what it was caused by in the end. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Stream.of(failure, root)
        .distinct()
        .map(one -> String.valueOf(one.getMessage()).lines().findFirst().orElse("").strip())
        .collect(Collectors.joining(" "));
  }

  /**
   * A text as one segment: [CLS], its pieces, [SEP], or what this tokenizer has in their place.
   *
   * @param most tokens; a longer text lacks its end, but not its last token
   */
  public int[] ids(String text, int most) {
    long[] ids = tokenizer.encode(text, true, false).getIds();
    int[] kept = Arrays.stream(ids).limit(most).mapToInt(Math::toIntExact).toArray();
    if (ids.length > most) {
      kept[most - 1] = Math.toIntExact(ids[ids.length - 1]);
    }
    return kept;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
