package org.dmmsa.savedmodel.serving;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.SignatureDef;

/**
 * An exported model, loaded as a serving process would load it: from its folder alone.
 *
 * <p>Safe for use by several threads.
 */
public final class ServingModel implements AutoCloseable {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private final Path folder;
  private final StoredModel model;
  private final SignatureDef signature;
  private final ExportManifest manifest;

  private ServingModel(
      Path folder, StoredModel model, SignatureDef signature, ExportManifest manifest) {
    this.folder = folder;
    this.model = model;
    this.signature = signature;
    this.manifest = manifest;
  }

  /**
   * Loads a model.
   *
   * @param given a version folder, or a folder of version folders, of which the highest is taken as
   *     a server would
   * @throws InvalidInputException if it is not a model that this project exported
   */
  public static ServingModel load(Path given, Sessions sessions) {
    Path folder = versionFolder(given);
    ExportManifest manifest = manifest(folder);
    StoredModel model = StoredModel.load(folder, sessions);
    try {
      return new ServingModel(folder, model, servingSignature(folder, model), manifest);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static Path versionFolder(Path given) {
    if (Files.exists(given.resolve("saved_model.pb"))) {
      return given;
    }
    if (!Files.isDirectory(given)) {
      throw new InvalidInputException("found no folder " + given + ", expected an exported model");
    }
    try (Stream<Path> inside = Files.list(given)) {
      return inside
          .filter(path -> path.getFileName().toString().matches("\\d{1,18}"))
          .filter(path -> Files.exists(path.resolve("saved_model.pb")))
          .max(Comparator.comparingLong(path -> Long.parseLong(path.getFileName().toString())))
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      "found no saved_model.pb in " + given + ", expected an exported model"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExportManifest manifest(Path folder) {
    Path file = folder.resolve("assets").resolve("model.yaml");
    if (!Files.exists(file)) {
      throw new InvalidInputException(
          "found no assets/model.yaml in " + folder + ", expected a model exported by dmmsa");
    }
    try {
      JsonNode written = YAML.readTree(file.toFile());
      if (written instanceof ObjectNode keys && !keys.has("context")) {
        keys.put("context", 0); // of an export from before there was one
      }
      ExportManifest manifest = YAML.treeToValue(written, ExportManifest.class);
      if (manifest == null) {
        throw new InvalidInputException(file + " is empty, expected what the model takes");
      }
      return manifest;
    } catch (JsonProcessingException e) {
      String reason =
          e.getOriginalMessage().lines().map(String::strip).limit(2).collect(joining(", "));
      throw new InvalidInputException(file + ": " + reason, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SignatureDef servingSignature(Path folder, StoredModel model) {
    SignatureDef signature = model.signature(ServingContract.SIGNATURE);
    Set<String> takes = signature.getInputsMap().keySet();
    Set<String> gives = signature.getOutputsMap().keySet();
    if (ServingContract.inputs(takes).isEmpty() || !gives.contains(Outputs.SENTIMENT)) {
      throw new InvalidInputException(
          "%s takes %s and gives %s, expected some of %s and at least %s"
              .formatted(
                  folder,
                  new TreeSet<>(takes),
                  new TreeSet<>(gives),
                  Stream.of(Input.values()).map(Input::key).toList(),
                  Outputs.SENTIMENT));
    }
    return signature;
  }

  public Path folder() {
    return folder;
  }

  public ExportManifest manifest() {
    return manifest;
  }

  /** Names and shapes of what it takes and gives, as a client sees them. */
  public SignatureDef signature() {
    return signature;
  }

  /** How many numbers it learnt, or took over from its BERT. */
  public long parameters() {
    return model.parameters();
  }

  /** What it takes. */
  public Set<Input> inputs() {
    return ServingContract.inputs(signature.getInputsMap().keySet());
  }

  /** Scores a batch. */
  public Answers answer(InputTensors batch) {
    List<String> outputs = List.copyOf(new TreeSet<>(signature.getOutputsMap().keySet()));
    Session.Runner runner = model.runner();
    batch.forEach(
        (input, tensor) -> runner.feed(signature.getInputsOrThrow(input.key()).getName(), tensor));
    for (String output : outputs) {
      runner.fetch(signature.getOutputsOrThrow(output).getName());
    }
    try (Result result = runner.run()) {
      return Answers.of(outputs, result, 0);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
