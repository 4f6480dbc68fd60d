package org.dmmsa.model.baseline;

import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.LayerNorm;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * Multimodal adaptation gate (Rahman et al., ACL 2020): moves the embedding of each token by what
 * is heard and seen with it, no further than the embedding is long times β.
 *
 * <pre>
 * Z  [B, L, D]   embedded tokens      A  [B, L, Fa]   V  [B, L, Fv]
 *
 * g_v = ReLU(W_hv·[V; Z])   g_a = ReLU(W_ha·[A; Z])
 * H   = g_v ∘ (W_v·V) + g_a ∘ (W_a·A)
 * α   = min(|Z| / (|H| + 1e-6)·β, 1)     |H| of 0 counts as 1
 * result = LayerNorm(Z + α·H), then dropout
 * </pre>
 */
final class MultimodalGate {
  private static final float EPSILON = 1e-6f;
  private static final float NORM_EPSILON = 1e-5f; // PyTorch's default, and not BERT's

  private final float beta;
  private final float dropout;
  private final Shift vision;
  private final Shift audio;
  private final LayerNorm norm;

  /** What one modality moves a token by. */
  private static final class Shift {
    private final Dense gate;
    private final Dense value;

    Shift(Weights weights, int features, int width) {
      gate = dense(weights.scope("gate"), features + width, width);
      value = dense(weights.scope("value"), features, width);
    }

    /** Starts as Hugging Face has it for layers that are in no checkpoint. */
    private static Dense dense(Weights weights, int in, int out) {
      return new Dense(weights, in, out, Initializer.normal(0.02), Initializer.ZEROS);
    }

    Operand<TFloat32> apply(Pass pass, Operand<TFloat32> frames, Operand<TFloat32> tokens) {
      Ops tf = pass.tf();
      Operand<TFloat32> both = tf.concat(List.of(frames, tokens), tf.constant(2));
      Operand<TFloat32> open = Activation.RELU.apply(tf, gate.apply(pass, both));
      return tf.math.mul(open, value.apply(pass, frames));
    }
  }

  /**
   * @param width D
   * @param beta β
   * @param dropout rate on the result
   */
  MultimodalGate(
      Weights weights,
      int width,
      int audioFeatures,
      int visionFeatures,
      float beta,
      float dropout) {
    this.beta = beta;
    this.dropout = dropout;
    vision = new Shift(weights.scope("vision"), visionFeatures, width);
    audio = new Shift(weights.scope("audio"), audioFeatures, width);
    norm = new LayerNorm(weights.scope("norm"), width, NORM_EPSILON);
  }

  /** H, what the tokens are moved by at most. */
  Operand<TFloat32> shift(
      Pass pass, Operand<TFloat32> z, Operand<TFloat32> a, Operand<TFloat32> v) {
    return pass.tf().math.add(vision.apply(pass, v, z), audio.apply(pass, a, z));
  }

  /** α, the share of H that they are moved by, [B, L, 1]. */
  Operand<TFloat32> share(Ops tf, Operand<TFloat32> z, Operand<TFloat32> h) {
    Operand<TFloat32> most =
        tf.math.mul(
            tf.math.div(length(tf, z), tf.math.add(length(tf, h), tf.constant(EPSILON))),
            tf.constant(beta));
    return tf.math.minimum(most, tf.constant(1f));
  }

  /** Of each vector; 1 for one of zeros, whose length has no gradient. */
  private static Operand<TFloat32> length(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> squares =
        tf.reduceSum(tf.math.square(x), tf.constant(-1), ReduceSum.keepDims(true));
    Operand<TFloat32> ones =
        tf.fill(tf.shape(squares), tf.constant(1f)); // OnesLike has no gradient
    return tf.math.sqrt(tf.select(tf.math.greater(squares, tf.constant(0f)), squares, ones));
  }

  Operand<TFloat32> apply(
      Pass pass, Operand<TFloat32> z, Operand<TFloat32> a, Operand<TFloat32> v) {
    Ops tf = pass.tf();
    Operand<TFloat32> h = shift(pass, z, a, v);
    Operand<TFloat32> moved = tf.math.add(z, tf.math.mul(share(tf, z, h), h));
    return pass.dropout(norm.apply(pass, moved), dropout);
  }
}
