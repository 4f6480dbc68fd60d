package org.dmmsa.savedmodel.checkpoint;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;

/**
 * The object graph that a checkpoint of TensorFlow 2 holds beside its variables: which name each
 * had in the program that wrote it.
 *
 * @param keys what a variable is stored under, by its name; names of two variables are left out
 */
record StoredObjects(Map<String, String> keys) {
  static final String KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";
  private static final String VALUE = "VARIABLE_VALUE";
  private static final int LARGEST = 64 << 20;
  private static final int CHECKSUM = 4;

  /** Reads it from the file with the numbers: a string's length, a checksum of that, the string. */
  static StoredObjects read(Path data, BundleEntryProto entry) {
    if (entry.getSize() > LARGEST) {
      throw new InvalidInputException(
          "found an object graph of %d bytes, expected at most %d, in %s"
              .formatted(entry.getSize(), LARGEST, data));
    }
    try (InputStream file = Files.newInputStream(data)) {
      file.skipNBytes(entry.getOffset());
      CodedInputStream in = CodedInputStream.newInstance(file.readNBytes((int) entry.getSize()));
      int length = in.readRawVarint32();
      in.skipRawBytes(CHECKSUM);
      return of(TrackableObjectGraph.parseFrom(in.readRawBytes(length)));
    } catch (IOException e) {
      throw new InvalidInputException("found no object graph at " + KEY + " in " + data, e);
    }
  }

  private static StoredObjects of(TrackableObjectGraph graph) {
    Map<String, String> keys = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (TrackableObjectGraph.TrackableObject object : graph.getNodesList()) {
      for (TrackableObjectGraph.TrackableObject.SerializedTensor value :
          object.getAttributesList()) {
        String name = value.getFullName();
        if (value.getName().equals(VALUE) && !name.isEmpty()) {
          String before = keys.put(name, value.getCheckpointKey());
          if (before != null && !before.equals(value.getCheckpointKey())) {
            twice.add(name);
          }
        }
      }
    }
    keys.keySet().removeAll(twice);
    return new StoredObjects(keys);
  }
}
