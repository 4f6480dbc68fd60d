package org.dmmsa.model.baseline;

import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Dense;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Dropout, two linear layers with ReLU and one to a number: MMSA's {@code post_fusion} and its
 * like.
 *
 * <pre>
 * x               [B, in]
 * result.feature  [B, H]   after the first layer's ReLU
 * result.score    [B]
 * </pre>
 */
final class ReluHead {
  private final float dropout;
  private final Dense first;
  private final Dense second;
  private final Dense last;

  /**
   * What a head gives.
   *
   * @param feature [B, H]
   * @param score [B]
   */
  record Result(Operand<TFloat32> feature, Operand<TFloat32> score) {}

  /**
   * @param units H
   * @param dropout rate on x
   */
  ReluHead(Weights weights, int in, int units, float dropout) {
    this.dropout = dropout;
    first = new Dense(weights.scope("0"), in, units);
    second = new Dense(weights.scope("1"), units, units);
    last = new Dense(weights.scope("2"), units, 1);
  }

  Result apply(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> feature =
        Activation.RELU.apply(tf, first.apply(pass, pass.dropout(x, dropout)));
    Operand<TFloat32> hidden = Activation.RELU.apply(tf, second.apply(pass, feature));
    Operand<TFloat32> score = last.apply(pass, hidden);
    return new Result(feature, tf.reshape(score, tf.constant(new int[] {-1})));
  }
}
