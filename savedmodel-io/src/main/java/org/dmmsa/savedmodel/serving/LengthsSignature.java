package org.dmmsa.savedmodel.serving;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.savedmodel.ServingContract;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A signature that is told how long each row is, and looks at nothing behind that.
 *
 * <p>TensorFlow Serving can pad the rows of a batch itself ({@code pad_variable_length_inputs}),
 * but pads each tensor with its first element: a padded {@code input_mask} says that padding is
 * real, and frames go on with a number that is none. The default signature then answers wrongly,
 * and nothing says so; this one does not see the padding.
 *
 * <pre>
 * input_ids, segment_ids         [B, L]       text_length    [B]  tokens, [CLS] and [SEP] included
 * audio                          [B, Ta, Fa]  audio_length   [B]  frames
 * vision                         [B, Tv, Fv]  vision_length  [B]  frames
 * </pre>
 *
 * <p>Of a modality that a request lacks, a length is sent nevertheless: 0.
 */
final class LengthsSignature {
  /** What the names of lengths end with, after that of what they are the length of. */
  static final String LENGTH = "_length";

  private LengthsSignature() {}

  static Signature of(Ops root, SentimentModel model, Set<Input> wanted, InputDims dims) {
    Ops tf = root.withSubScope(ServingContract.LENGTHS);
    Signature.Builder signature =
        Signature.builder(ServingContract.LENGTHS).methodName(ServingContract.METHOD);
    Map<Input, Operand<?>> seen = new EnumMap<>(Input.class);
    Inputs.placeholders(tf, wanted, dims)
        .operands()
        .forEach(
            (input, given) -> {
              if (input == Input.INPUT_MASK) {
                return; // made of the length
              }
              signature.input(input.key(), given);
              if (input == Input.INPUT_IDS) {
                Operand<TInt32> ids = given.asOutput().expect(TInt32.class);
                Operand<TBool> real = real(tf, ids, length(tf, "text", signature));
                seen.put(Input.INPUT_MASK, tf.dtypes.cast(real, TInt32.class));
                seen.put(input, tf.select(real, ids, tf.zerosLike(ids)));
              } else if (input.hasFeatures()) {
                Operand<TFloat32> frames = given.asOutput().expect(TFloat32.class);
                Operand<TBool> real = real(tf, frames, length(tf, input.key(), signature));
                seen.put(
                    input,
                    tf.select(tf.expandDims(real, tf.constant(-1)), frames, tf.zerosLike(frames)));
              } else {
                seen.put(input, given);
              }
            });
    model
        .forward(Pass.inference(tf), OptionalInputs.repeated(tf, new Inputs(seen)))
        .byName()
        .forEach((name, output) -> signature.output(name, tf.withName(name).identity(output)));
    return signature.build();
  }

  private static Operand<TInt32> length(Ops tf, String what, Signature.Builder signature) {
    String name = what + LENGTH;
    Operand<TInt32> length =
        tf.withName(name).placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    signature.input(name, length);
    return length;
  }

  /** [B, T] which positions of a sequence are before its row's length. */
  private static Operand<TBool> real(Ops tf, Operand<?> sequence, Operand<TInt32> lengths) {
    Operand<TInt32> steps = tf.gather(tf.shape(sequence), tf.constant(1), tf.constant(0));
    Operand<TInt32> positions = tf.range(tf.constant(0), steps, tf.constant(1));
    return tf.math.less(positions, tf.expandDims(lengths, tf.constant(1)));
  }
}
