package org.dmmsa.savedmodel.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.dmmsa.savedmodel.file.NativeFiles;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

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

  private final ModelConfig network;
  private final InputDims dims;
  private final ExportManifest manifest;
  private final List<Path> tokenizer;

  /**
   * Prepares exports of one network.
   *
   * @param network what it is
   * @param dims the sizes that it was trained with
   * @param manifest what is written to {@code assets/model.yaml}
   * @param tokenizer files that texts are cut by, copied to {@code assets}: {@code vocab.txt}, and
   *     {@code tokenizer.json} where there is one; none of a network that takes no tokens
   */
  public SavedModelExporter(
      ModelConfig network, InputDims dims, ExportManifest manifest, List<Path> tokenizer) {
    this.network = network;
    this.dims = dims;
    this.manifest = manifest;
    this.tokenizer = List.copyOf(tokenizer);
  }

  /**
   * Exports the weights of a checkpoint.
   *
   * @param checkpoint a folder with {@code weights.*}
   * @param precision how kernels and tables are kept
   * @param to the version folder, as in {@code export/1}; must not be there yet
   * @param documents gives texts that go to {@code assets.extra}, by their files' names, for the
   *     SHA-256 of each file of the model
   */
  public void export(
      Path checkpoint,
      WeightPrecision precision,
      Path to,
      Function<SortedMap<String, String>, Map<String, String>> documents)
      throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    // Its name is no number, so a server that watches the folder does not load a half-written one.
    try (FreshFolder folder = FreshFolder.at(to)) {
      writeGraph(checkpoint, precision, folder.path());
      SignatureDefaults.add(folder.path(), OptionalInputs.defaults(network.inputs(), dims));
      writeAssets(folder.path());
      new WarmupRequests(folder.path(), manifest).write();
      SortedMap<String, String> sums = ExportChecksums.of(folder.path());
      Path extra = Files.createDirectories(folder.path().resolve("assets.extra"));
      for (Map.Entry<String, String> document : documents.apply(sums).entrySet()) {
        Files.writeString(extra.resolve(document.getKey()), document.getValue());
      }
      ExportChecksums.write(folder.path());
      folder.commit();
    }
  }

  private void writeGraph(Path checkpoint, WeightPrecision precision, Path to) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = precision.weights(tf);
      SentimentModel model = network.build(weights, dims);
      Signature[] signatures = signatures(tf, model);
      Map<String, Variable<? extends TFloating>> variables = new LinkedHashMap<>();
      for (Weight weight : weights.all()) {
        variables.put(weight.path(), weight.stored());
      }
      try (Session session = Sessions.DEFAULT.open(graph)) {
        new VariableFiles(tf, variables).restore(session, checkpoint);
        try {
          SavedModelBundle.exporter(to.toString())
              .withSession(session)
              .withSignatures(signatures)
              .export();
        } catch (RuntimeException e) {
          throw NativeFiles.refusal(to, e);
        }
      }
    }
  }

  private Signature[] signatures(Ops tf, SentimentModel model) {
    Inputs inputs = Inputs.placeholders(tf, network.inputs(), dims);
    Outputs outputs = model.forward(Pass.inference(tf), OptionalInputs.repeated(tf, inputs));
    List<Signature> signatures = new ArrayList<>();
    signatures.add(signature(tf, ServingContract.SIGNATURE, inputs, outputs.byName()));
    outputs
        .features()
        .map(features -> Map.of(ServingContract.FEATURES, features))
        .ifPresent(
            output -> signatures.add(signature(tf, ServingContract.FEATURES, inputs, output)));
    if (Input.hasTokens(network.inputs())) {
      signatures.add(LengthsSignature.of(tf, model, network.inputs(), dims));
    }
    return signatures.toArray(Signature[]::new);
  }

  private static Signature signature(
      Ops tf, String key, Inputs inputs, Map<String, Operand<TFloat32>> outputs) {
    Signature.Builder signature = Signature.builder(key).methodName(ServingContract.METHOD);
    inputs.operands().forEach((input, operand) -> signature.input(input.key(), operand));
    outputs.forEach((name, output) -> signature.output(name, tf.withName(name).identity(output)));
    return signature.build();
  }

  private void writeAssets(Path to) throws IOException {
    Path assets = Files.createDirectories(to.resolve("assets"));
    for (Path file : tokenizer) {
      Files.copy(file, assets.resolve(file.getFileName()));
    }
    Files.writeString(assets.resolve("model.yaml"), YAML.writeValueAsString(manifest));
  }
}
