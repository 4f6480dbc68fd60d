package org.dmmsa.savedmodel.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.dmmsa.model.Heads;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.encoder.TextInput;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.Signatures;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes a trained network as a SavedModel for TensorFlow Serving.
 *
 * <p>The file comes from a fresh graph that holds the inference pass alone, with the weights of a
 * checkpoint: no training ops, no optimizer slots, no initializers.
 */
public final class SavedModelExporter {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER))
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final Function<Weights, SentimentModel> network;
  private final ExportManifest manifest;
  private final Path vocabulary;

  /**
   * Prepares exports of one kind of network.
   *
   * @param network builds it over weights
   * @param manifest what is written to {@code assets/model.yaml}
   * @param vocabulary copied to {@code assets/vocab.txt}
   */
  public SavedModelExporter(
      Function<Weights, SentimentModel> network, ExportManifest manifest, Path vocabulary) {
    this.network = network;
    this.manifest = manifest;
    this.vocabulary = vocabulary;
  }

  /**
   * Exports the weights of a checkpoint.
   *
   * @param checkpoint a folder with {@code weights.*}
   * @param to the version folder, as in {@code export/1}; must not be there yet
   */
  public void export(Path checkpoint, Path to) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    // Its name is no number, so a server that watches the folder does not load a half-written one.
    try (FreshFolder folder = FreshFolder.at(to)) {
      writeGraph(checkpoint, folder.path());
      writeAssets(folder.path());
      folder.commit();
    }
  }

  private void writeGraph(Path checkpoint, Path to) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = Weights.restored(tf);
      SentimentModel model = network.apply(weights);
      Signature signature = signature(tf, model);
      Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
      for (Weight weight : weights.all()) {
        variables.put(weight.path(), weight.variable());
      }
      try (Session session = Sessions.DEFAULT.open(graph)) {
        new VariableFiles(tf, variables).restore(session, checkpoint);
        SavedModelBundle.exporter(to.toString())
            .withSession(session)
            .withSignature(signature)
            .export();
      }
    }
  }

  private Signature signature(Ops tf, SentimentModel model) {
    Placeholder<TInt32> ids = tokens(tf, Signatures.INPUT_IDS);
    Placeholder<TInt32> mask = tokens(tf, Signatures.INPUT_MASK);
    Placeholder<TInt32> segments = tokens(tf, Signatures.SEGMENT_IDS);
    Placeholder<TFloat32> audio = frames(tf, Signatures.AUDIO, manifest.audioFeatures());
    Placeholder<TFloat32> vision = frames(tf, Signatures.VISION, manifest.visionFeatures());
    Heads heads =
        model.forward(
            Pass.inference(tf), new Inputs(new TextInput(ids, mask, segments), audio, vision));
    Signature.Builder signature =
        Signature.builder(Signatures.SERVING)
            .methodName(Signatures.METHOD)
            .input(Signatures.INPUT_IDS, ids)
            .input(Signatures.INPUT_MASK, mask)
            .input(Signatures.SEGMENT_IDS, segments)
            .input(Signatures.AUDIO, audio)
            .input(Signatures.VISION, vision)
            .output(
                Signatures.SENTIMENT,
                tf.withName(Signatures.SENTIMENT).identity(heads.sentiment()));
    heads
        .polarity()
        .ifPresent(
            logits ->
                signature.output(
                    Signatures.POLARITY, tf.withName(Signatures.POLARITY).nn.softmax(logits)));
    heads
        .unimodal()
        .ifPresent(
            scores ->
                signature.output(
                    Signatures.UNIMODAL, tf.withName(Signatures.UNIMODAL).identity(scores)));
    return signature.build();
  }

  private static Placeholder<TInt32> tokens(Ops tf, String name) {
    return tf.withName(name).placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
  }

  private static Placeholder<TFloat32> frames(Ops tf, String name, int features) {
    return tf.withName(name)
        .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, features)));
  }

  private void writeAssets(Path to) throws IOException {
    Path assets = Files.createDirectories(to.resolve("assets"));
    Files.copy(vocabulary, assets.resolve("vocab.txt"));
    YAML.writeValue(assets.resolve("model.yaml").toFile(), manifest);
  }
}
