package org.dmmsa.savedmodel.client;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * What a server says of a model.
 *
 * @param inputs what it takes
 * @param frames features of a frame by input key; how many frames is not said
 * @param outputs numbers of a row by name, in the order of names
 */
record ServedSignature(
    Set<Input> inputs, Map<String, FrameDims> frames, SortedMap<String, Integer> outputs) {
  ServedSignature {
    inputs = Set.copyOf(inputs);
    frames = Map.copyOf(frames);
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }

  /**
   * Reads a signature.
   *
   * @throws InvalidInputException if it is not that of an export of ours
   */
  static ServedSignature of(SignatureDef signature, ServedName model) {
    Map<String, TensorInfo> takes = signature.getInputsMap();
    ServingContract.requireOurs(
        model.toString(), takes.keySet(), signature.getOutputsMap().keySet());
    Set<Input> inputs = ServingContract.inputs(takes.keySet());
    Map<String, FrameDims> frames = new HashMap<>();
    for (Input input : inputs) {
      int features = features(input, takes.get(input.key()), model);
      if (input.hasFeatures()) {
        frames.put(input.key(), new FrameDims(ExpectedData.UNKNOWN, features));
      }
    }
    SortedMap<String, Integer> outputs = new TreeMap<>();
    signature
        .getOutputsMap()
        .forEach((name, output) -> outputs.put(name, width(name, output, model)));
    return new ServedSignature(inputs, frames, outputs);
  }

  /** Refuses a folder whose model has frames of other sizes. */
  void requireSame(ExportFolder export, ServedName model) {
    frames.forEach(
        (input, served) -> {
          FrameDims found = export.manifest().frames().get(input);
          if (found == null || found.features() != served.features()) {
            throw new InvalidInputException(
                "%s: found %s features of %s, expected %d as %s has"
                    .formatted(
                        export.path(),
                        found == null ? "no" : found.features(),
                        input,
                        served.features(),
                        model));
          }
        });
  }

  /** The size of the last dimension, which is known of features alone. */
  private static int features(Input input, TensorInfo found, ServedName model) {
    List<Long> sizes = TensorMessages.sizes(found.getTensorShape());
    boolean features = input.hasFeatures();
    boolean fits =
        found.getDtype() == (features ? DataType.DT_FLOAT : DataType.DT_INT32)
            && sizes.size() == (features ? 3 : 2);
    long last = fits ? sizes.get(sizes.size() - 1) : 0;
    if (!fits || (features && (last < 1 || last > Integer.MAX_VALUE))) {
      throw unlike(input.key(), found, features ? "float [-1, -1, F]" : "int32 [-1, -1]", model);
    }
    return (int) last;
  }

  private static int width(String name, TensorInfo found, ServedName model) {
    List<Long> sizes = TensorMessages.sizes(found.getTensorShape());
    long width = sizes.size() == 2 ? sizes.get(1) : 1;
    boolean one = name.equals(Outputs.SENTIMENT);
    if (found.getDtype() != DataType.DT_FLOAT
        || sizes.isEmpty()
        || sizes.size() > 2
        || width < 1
        || width > (one ? 1 : Short.MAX_VALUE)) {
      throw unlike(name, found, one ? "float [-1]" : "float [-1] or [-1, C]", model);
    }
    return (int) width;
  }

  private static InvalidInputException unlike(
      String name, TensorInfo found, String expected, ServedName model) {
    return new InvalidInputException(
        "found %s %s %s, expected %s, in the signature of %s"
            .formatted(
                name,
                TensorMessages.type(found.getDtype()),
                TensorMessages.sizes(found.getTensorShape()),
                expected,
                model));
  }
}
