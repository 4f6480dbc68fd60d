package org.dmmsa.savedmodel.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.NearestName;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a checkpoint holds, without its numbers: each variable's shape and type by name.
 *
 * <p>TensorFlow's own reader ends the process where an index is damaged in some places, so that
 * nothing is given to it that was not read here. Checks that the files with the numbers are as long
 * as the index says. TensorFlow 2 stores a variable under its place among the program's objects;
 * its name is then what the stored object graph says, and if two variables claim the same one,
 * their places.
 *
 * @param prefix the path that the checkpoint's files start with, as in {@code variables/variables}
 * @param variables by name
 */
public record VariableIndex(Path prefix, SortedMap<String, Variable> variables) {

  /**
   * One variable.
   *
   * @param key what it is stored under
   */
  public record Variable(Shape shape, DataType type, String key) {}

  /**
   * Reads and checks an index.
   *
   * @throws InvalidInputException if it is none, or the files with the numbers are too short for it
   */
  public static VariableIndex read(Path prefix) {
    Path file = Path.of(prefix + ".index");
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "found no " + file + ", expected the index of a checkpoint's variables");
    }
    SortedMap<String, Variable> variables = new TreeMap<>();
    Optional<StoredObjects> objects = Optional.empty();
    Map<ByteString, ByteString> table = SortedTable.read(file);
    try {
      BundleHeaderProto header =
          BundleHeaderProto.parseFrom(table.getOrDefault(ByteString.EMPTY, ByteString.EMPTY));
      for (Map.Entry<ByteString, ByteString> entry : table.entrySet()) {
        ByteString key = entry.getKey();
        if (!key.isEmpty() && key.byteAt(0) != 0) { // 0 starts a part of a partitioned variable
          String name = key.toStringUtf8().replaceAll("\\p{Cntrl}", "?");
          BundleEntryProto variable = BundleEntryProto.parseFrom(entry.getValue());
          Path data = data(prefix, variable.getShardId(), header.getNumShards());
          requireBytes(data, name, variable);
          variables.put(name, new Variable(shape(variable.getShape()), variable.getDtype(), name));
          if (name.equals(StoredObjects.KEY)) {
            objects = Optional.of(StoredObjects.read(data, variable));
          }
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidInputException(
          "found an entry that is no description of a variable, in " + file, e);
    }
    return new VariableIndex(
        prefix, objects.map(stored -> named(stored.keys(), variables)).orElse(variables));
  }

  /** The variables by their names; those without one are called by what they are stored under. */
  private static SortedMap<String, Variable> named(
      Map<String, String> keys, SortedMap<String, Variable> byKey) {
    SortedMap<String, Variable> named = new TreeMap<>(byKey);
    keys.forEach(
        (name, key) -> {
          Variable variable = byKey.get(key);
          if (variable != null) {
            named.remove(key);
            named.put(name, variable);
          }
        });
    return named;
  }

  /** The variable's name that differs least from this one, or a word that there is none. */
  public String nearest(String name) {
    return NearestName.of(name, variables.keySet()).orElse("none at all");
  }

  private static Path data(Path prefix, int shard, int shards) {
    return Path.of(String.format(Locale.ROOT, "%s.data-%05d-of-%05d", prefix, shard, shards));
  }

  private static void requireBytes(Path data, String name, BundleEntryProto entry) {
    if (entry.getSlicesCount() > 0) {
      return;
    }
    try {
      long end = Math.addExact(entry.getOffset(), entry.getSize());
      long length = Files.isRegularFile(data) ? Files.size(data) : 0;
      if (entry.getOffset() < 0 || entry.getSize() < 0 || end > length) {
        throw new InvalidInputException(
            "found %d bytes, expected at least %d (variable %s ends there), in %s"
                .formatted(length, end, name, data));
      }
    } catch (IOException | ArithmeticException e) {
      throw new InvalidInputException("cannot read the variables' numbers in " + data, e);
    }
  }

  private static Shape shape(TensorShapeProto proto) {
    return Shape.of(proto.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }
}
