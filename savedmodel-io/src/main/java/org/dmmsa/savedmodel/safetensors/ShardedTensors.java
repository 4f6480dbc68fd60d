package org.dmmsa.savedmodel.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.safetensors.Safetensors.Stored;

/**
 * The arrays of a model's folder, in one safetensors file or in several.
 *
 * @param folder where they are
 * @param files the file of each array, by name
 */
public record ShardedTensors(Path folder, SortedMap<String, Safetensors> files) {
  private static final String WHOLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  /**
   * Reads the headers of {@code model.safetensors}, or of the files that {@code
   * model.safetensors.index.json} names.
   */
  public static ShardedTensors open(Path folder) {
    SortedMap<String, Safetensors> files = new TreeMap<>();
    if (Files.isRegularFile(folder.resolve(WHOLE))) {
      Safetensors whole = Safetensors.open(folder.resolve(WHOLE));
      whole.arrays().keySet().forEach(name -> files.put(name, whole));
    } else {
      Map<String, Safetensors> opened = new HashMap<>();
      for (Map.Entry<String, JsonNode> entry : index(folder).properties()) {
        String shard = entry.getValue().asText();
        Safetensors file = opened.computeIfAbsent(shard, name -> shard(folder, name));
        if (!file.arrays().containsKey(entry.getKey())) {
          throw new InvalidInputException(
              "found no array %s, expected it by %s, in %s"
                  .formatted(entry.getKey(), INDEX, file.file()));
        }
        files.put(entry.getKey(), file);
      }
    }
    return new ShardedTensors(folder, files);
  }

  private static JsonNode index(Path folder) {
    Path file = folder.resolve(INDEX);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "found no %s and no %s, expected one of them, in %s".formatted(WHOLE, INDEX, folder));
    }
    try {
      JsonNode map = new ObjectMapper().readTree(file.toFile()).path("weight_map");
      if (!map.isObject() || map.isEmpty()) {
        throw new InvalidInputException("found no weight_map, expected files by array, in " + file);
      }
      return map;
    } catch (IOException e) {
      throw new InvalidInputException("found no JSON, in " + file, e);
    }
  }

  /** A file of the folder itself: an index may not lead out of it. */
  private static Safetensors shard(Path folder, String name) {
    if (!name.matches("[\\w.-]+") || !Files.isRegularFile(folder.resolve(name))) {
      throw new InvalidInputException(
          "found the file '%s', expected one beside it, in %s"
              .formatted(name.replaceAll("\\p{Cntrl}", "?"), folder.resolve(INDEX)));
    }
    return Safetensors.open(folder.resolve(name));
  }

  /** An array's place in its file. */
  public Stored stored(String name) {
    return files.get(name).arrays().get(name);
  }

  /** The numbers of an array, see {@link Safetensors#floats}. */
  public float[] floats(String name) {
    return files.get(name).floats(name);
  }
}
