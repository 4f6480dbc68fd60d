package org.dmmsa.model.decomposition;

import java.util.List;
import org.dmmsa.model.Targets;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Mlp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/** One head that scores each of the six features alone (ConFEDE's mono decoder). */
public final class UnimodalHead {
  private final Mlp shared;

  /**
   * A head with the widths d, d/2, d/4, 1, or fewer.
   *
   * @param feature d
   * @param hidden layers before the last one, at most 2 of which are made
   */
  public UnimodalHead(Weights weights, int feature, int hidden) {
    shared = Mlp.narrowing(weights, feature, feature / 2, Math.min(hidden, 2), 1);
  }

  /** The scores, [B, 6], in the order of {@link DecomposedFeatures#inOrder}. */
  public Operand<TFloat32> scores(Pass pass, DecomposedFeatures features) {
    Ops tf = pass.tf();
    Operand<TFloat32> stacked = tf.concat(features.inOrder(), tf.constant(0)); // [6B, d]
    Operand<TFloat32> scores = shared.apply(pass, stacked); // [6B, 1]
    return tf.linalg.transpose(
        tf.reshape(scores, tf.constant(new int[] {6, -1})), tf.constant(new int[] {1, 0}));
  }

  /**
   * What the scores should be, [B, 6]: similar features are to tell the multimodal score,
   * dissimilar ones that of their modality.
   */
  public static Operand<TFloat32> targets(Ops tf, Targets targets) {
    Operand<TFloat32> y = targets.sentiment();
    return tf.stack(
        List.of(
            y,
            targets.get(Targets.TEXT),
            y,
            targets.get(Targets.AUDIO),
            y,
            targets.get(Targets.VISION)),
        Stack.axis(1L));
  }
}
