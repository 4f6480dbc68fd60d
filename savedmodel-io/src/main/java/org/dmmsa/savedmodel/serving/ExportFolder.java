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
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.TextFile;

/**
 * The folder of an exported model; nothing of it runs.
 *
 * @param path the version folder
 * @param manifest its {@code assets/model.yaml}
 */
public record ExportFolder(Path path, ExportManifest manifest) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /**
   * Looks into a folder.
   *
   * @param given a version folder, or a folder of version folders, of which the highest is taken as
   *     a server would
   * @throws InvalidInputException if it is not a model that this project exported
   */
  public static ExportFolder open(Path given) {
    Path folder = versionFolder(given);
    return new ExportFolder(folder, manifest(folder));
  }

  /** Where {@code model.yaml} and what texts are cut by are. */
  public Path assets() {
    return path.resolve("assets");
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
      JsonNode written = YAML.readTree(TextFile.read(file, "what a model takes"));
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
    }
  }
}
