package org.dmmsa.savedmodel.serving;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a request may lack: all but the first of a model's inputs, its text.
 *
 * <p>A signature has a default for each, and a server feeds that as it is whatever else is in the
 * request: one row, and of text one token. So the graph repeats it for all rows and tokens.
 *
 * <pre>
 * input_mask     [1, 1]     1: no row is padded
 * segment_ids    [1, 1]     0: all is the first segment
 * audio, vision  [1, 1, F]  0: one blank frame, as of a clip in which nothing was recorded
 * </pre>
 *
 * <p>A blank frame goes through the encoder as any first frame does. Modality dropout in training
 * is something else: it sets what the encoder gives to 0.
 */
final class OptionalInputs {
  private OptionalInputs() {}

  /** What a server is to feed for each, by name. */
  static Map<String, TensorProto> defaults(Set<Input> wanted, InputDims dims) {
    Map<String, TensorProto> defaults = new TreeMap<>();
    for (Input input : wanted) {
      defaults.put(
          input.key(),
          input.hasFeatures()
              ? CompactTensor.floats(0, 1, 1, dims.of(input).features())
              : CompactTensor.ints(input == Input.INPUT_MASK ? 1 : 0, 1, 1));
    }
    defaults.remove(Collections.min(wanted).key());
    return defaults;
  }

  /** The inputs with those of one row or one token made as large as the first input asks. */
  static Inputs repeated(Ops tf, Inputs given) {
    Input first = Collections.min(given.operands().keySet());
    Operand<TInt32> shape = tf.shape(given.operands().get(first)); // [B, ...]
    Operand<TInt32> rows = tf.slice(shape, tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Map<Input, Operand<?>> repeated = new EnumMap<>(given.operands());
    for (Input input : given.operands().keySet()) {
      if (input == first) {
        continue;
      }
      repeated.put(
          input,
          input.hasFeatures()
              ? inAllRows(tf, given.frames(input), rows)
              : tf.broadcastTo(given.operands().get(input).asOutput().expect(TInt32.class), shape));
    }
    return new Inputs(repeated);
  }

  private static Operand<TFloat32> inAllRows(
      Ops tf, Operand<TFloat32> frames, Operand<TInt32> rows) {
    Operand<TInt32> rest =
        tf.slice(tf.shape(frames), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    Operand<TFloat32> repeated =
        tf.broadcastTo(frames, tf.concat(List.of(rows, rest), tf.constant(0)));
    return tf.ensureShape(repeated, frames.shape());
  }
}
