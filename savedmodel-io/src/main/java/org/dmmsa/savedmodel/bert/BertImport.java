package org.dmmsa.savedmodel.bert;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.dmmsa.savedmodel.file.NativeFiles;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Makes a SavedModel, with a serving signature for any length, out of a BERT that Hugging Face's
 * transformers wrote.
 */
public final class BertImport {
  private static final Logger LOG = LoggerFactory.getLogger(BertImport.class);

  private BertImport() {}

  /**
   * Imports a BERT.
   *
   * @param from a folder with {@code config.json}, safetensors, and {@code vocab.txt} or {@code
   *     tokenizer.json}
   * @param to must not be there, or be empty
   * @throws InvalidInputException if it is no whole BERT; then nothing is written
   */
  public static void run(Path from, Path to) {
    HuggingFaceBert bert = HuggingFaceBert.open(from);
    if (bert.hasFreshPooler()) {
      LOG.warn("{} has no pooler, which starts with random numbers: fine-tune it", from);
    }
    bert.ownTokenizer().ifPresent(file -> requireFit(bert, file));
    try (FreshFolder folder = FreshFolder.at(to)) {
      writeGraph(bert, folder.path());
      Path assets = Files.createDirectories(folder.path().resolve("assets"));
      Files.write(assets.resolve(TextTokenizer.VOCABULARY), bert.pieces());
      if (bert.ownTokenizer().isPresent()) {
        Files.copy(bert.ownTokenizer().get(), assets.resolve(TextTokenizer.OWN));
      }
      Map<String, Object> settings =
          Map.of("doLowerCase", bert.lowerCase(), "maxSequenceLength", bert.sizes().positions());
      Files.writeString(
          assets.resolve("model.json"), new ObjectMapper().writeValueAsString(settings));
      folder.commit();
    } catch (IOException e) {
      throw AtomicFile.refusal(to, e);
    }
  }

  /** The tokenizer runs, and gives no number that the model does not know. */
  private static void requireFit(HuggingFaceBert bert, Path file) {
    try (TextTokenizer tokenizer = TextTokenizer.open(file.getParent(), bert.lowerCase())) {
      int[] ids = tokenizer.ids("A film, and a good one!", bert.sizes().positions());
      int largest = Arrays.stream(ids).max().orElse(-1);
      if (largest < 0 || largest >= bert.sizes().vocabulary()) {
        throw new InvalidInputException(
            "found the piece number %d for a text, expected 0 to %d, by %s"
                .formatted(largest, bert.sizes().vocabulary() - 1, file));
      }
    }
  }

  private static void writeGraph(HuggingFaceBert bert, Path to) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Tf1BertGraph network = new Tf1BertGraph(tf, bert.sizes(), Shape.UNKNOWN_SIZE, 0);
      Signature signature = network.signature();
      try (Session session = Sessions.DEFAULT.open(graph)) {
        for (BertLayout.Row row : BertLayout.TF1.all(bert.sizes().encoder().layers())) {
          Variable<TFloat32> variable = network.variables().get(row.variable());
          assign(tf, session, variable, bert.values(row.weight()));
        }
        try {
          SavedModelBundle.exporter(to.toString())
              .withSession(session)
              .withSignature(signature)
              .export();
        } catch (RuntimeException e) {
          throw NativeFiles.refusal(to, e);
        }
      }
    }
  }

  /** One at a time, so that no more than one is in memory twice. */
  private static void assign(Ops tf, Session session, Variable<TFloat32> variable, float[] values) {
    Shape shape = variable.asOutput().shape();
    Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values))) {
      session.runner().feed(fed, tensor).addTarget(tf.assign(variable, fed)).run().close();
    }
  }
}
