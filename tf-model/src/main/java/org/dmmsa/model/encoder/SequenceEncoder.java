package org.dmmsa.model.encoder;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.LayerNorm;
import org.dmmsa.model.layer.Masks;
import org.dmmsa.model.layer.TrainedLength;
import org.dmmsa.model.layer.TransformerLayer;
import org.dmmsa.model.layer.TransformerSizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Turns the frames of audio or vision into one vector: a linear map, a CLS vector before the
 * frames, learnt positions, transformer layers, a norm, and a mean.
 *
 * <pre>
 * frames           [B, T', F]      zero-padded; frames beyond the trained length T are cut
 * result.sequence  [B, T'+1, D]    (T+1 with {@link Pooling#ALL})
 * result.pooled    [B, D]
 * </pre>
 *
 * <p>ConFEDE's vision and audio encoders (Yang et al. 2023), which DMMSA keeps: section 3.2 of the
 * paper, equation 3. Differs from ConFEDE's code: two linear layers that it declares and never uses
 * are left out, each layer draws its own first weights instead of a copy of the first layer's, and
 * {@link Pooling#MASKED} is available.
 */
public final class SequenceEncoder {
  private final SequenceSizes sizes;
  private final Dense input;
  private final Weight cls;
  private final Weight position;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final LayerNorm norm;

  /**
   * What the encoder gives.
   *
   * @param sequence [B, T'+1, D]
   * @param pooled [B, D]
   */
  public record Result(Operand<TFloat32> sequence, Operand<TFloat32> pooled) {}

  /**
   * The sizes of one modality's encoder.
   *
   * @param frames T, the longest sequence in frames
   * @param features F, features of a frame
   * @param transformer its layers
   * @param pooling how the mean is taken
   */
  public record SequenceSizes(
      int frames, int features, TransformerSizes transformer, Pooling pooling) {}

  public SequenceEncoder(Weights weights, SequenceSizes sizes) {
    this.sizes = sizes;
    TransformerSizes transformer = sizes.transformer();
    int width = transformer.width();
    input = new Dense(weights.scope("input"), sizes.features(), width);
    cls = weights.create("cls", Shape.of(1, 1, width), Initializer.ONES);
    position =
        weights.create("position", Shape.of(1, sizes.frames() + 1, width), Initializer.ZEROS);
    Weights stack = weights.scope("encoder");
    for (int i = 0; i < transformer.layers(); i++) {
      Weights layer = stack.scope(Integer.toString(i));
      layers.add(TransformerLayer.startingAsTorch(layer, transformer));
    }
    norm = new LayerNorm(weights.scope("norm"), width, transformer.epsilon());
  }

  public Result apply(Pass pass, Operand<TFloat32> frames) {
    Ops tf = pass.tf();
    Operand<TFloat32> fitted = fit(tf, frames);
    Operand<TFloat32> mask = Masks.withFirst(tf, Masks.ofFrames(tf, fitted)); // [B, T'+1]
    Operand<TFloat32> x = embed(pass, fitted);
    Operand<TFloat32> blocked = Masks.blocked(tf, mask);
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).apply(pass, x, blocked);
    }
    Operand<TFloat32> sequence = norm.apply(pass, x);
    Operand<TFloat32> pooled =
        switch (sizes.pooling()) {
          case MASKED -> Masks.mean(tf, sequence, mask);
          case ALL -> tf.math.mean(sequence, tf.constant(1));
        };
    return new Result(sequence, pooled);
  }

  private Operand<TFloat32> embed(Pass pass, Operand<TFloat32> frames) {
    Ops tf = pass.tf();
    int width = sizes.transformer().width();
    Operand<TFloat32> projected = input.apply(pass, frames); // [B, T', D]
    Operand<TInt32> batch = size(tf, projected, 0);
    Operand<TFloat32> first =
        tf.tile(cls.value(), tf.stack(List.of(batch, tf.constant(1), tf.constant(1))));
    Operand<TFloat32> x = tf.concat(List.of(first, projected), tf.constant(1));
    Operand<TFloat32> at =
        tf.slice(
            position.value(),
            tf.constant(new int[] {0, 0, 0}),
            tf.stack(List.of(tf.constant(1), size(tf, x, 1), tf.constant(width))));
    return pass.dropout(tf.math.add(x, at), sizes.transformer().dropout());
  }

  /**
   * Cuts the frames to the trained length, and pads them: to it with {@link Pooling#ALL}, else to
   * one frame, so that no frames at all and one blank frame are the same.
   */
  private Operand<TFloat32> fit(Ops tf, Operand<TFloat32> frames) {
    long features = frames.shape().get(2);
    if (features != sizes.features() && features != Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "found " + features + " features at " + cls.path() + ", expected " + sizes.features());
    }
    int least = sizes.pooling() == Pooling.ALL ? sizes.frames() : 1;
    return tf.ensureShape(
        TrainedLength.fit(tf, frames, sizes.frames(), least), Shape.of(-1, -1, sizes.features()));
  }

  private static Operand<TInt32> size(Ops tf, Operand<TFloat32> x, int axis) {
    return tf.gather(tf.shape(x), tf.constant(axis), tf.constant(0));
  }
}
