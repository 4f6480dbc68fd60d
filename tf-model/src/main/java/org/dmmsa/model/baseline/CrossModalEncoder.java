package org.dmmsa.model.baseline;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.LayerNorm;
import org.dmmsa.model.layer.Masks;
import org.dmmsa.model.layer.PreNormLayer;
import org.dmmsa.model.layer.SinusoidalPositions;
import org.dmmsa.model.layer.TransformerSizes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A stack of pre-norm layers over one sequence that looks at another, or at itself: one of MulT's
 * nine networks.
 *
 * <pre>
 * x       [B, Q, D]
 * source  [B, S, D]  the same at every layer
 * result  [B, Q, D]  normalized
 * </pre>
 *
 * <p>Both sequences are scaled by √D first. There is no mask of padding.
 */
final class CrossModalEncoder {
  private final Choices choices;
  private final List<PreNormLayer> layers = new ArrayList<>();
  private final LayerNorm norm;

  /**
   * What such a stack is made of.
   *
   * @param transformer its layers; the rate on what they read is not its dropout
   * @param embedDropout rate on the scaled sequences
   * @param attentionMask whether a step attends to no later one, see {@link Masks#ahead}
   * @param positions whether sinusoidal positions are added to the scaled sequences
   */
  record Choices(
      TransformerSizes transformer, float embedDropout, boolean attentionMask, boolean positions) {}

  CrossModalEncoder(Weights weights, Choices choices) {
    this.choices = choices;
    TransformerSizes sizes = choices.transformer();
    for (int i = 0; i < sizes.layers(); i++) {
      layers.add(new PreNormLayer(weights.scope(Integer.toString(i)), sizes));
    }
    norm = new LayerNorm(weights.scope("norm"), sizes.width(), sizes.epsilon());
  }

  /** Lets a sequence look at itself. */
  Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Operand<TFloat32> blocked = blocked(pass.tf(), x, x);
    Operand<TFloat32> y = pass.dropout(embed(pass.tf(), x), choices.embedDropout());
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).apply(pass, y, blocked);
    }
    return norm.apply(pass, y);
  }

  /** Lets a sequence look at another, from which keys and values are dropped separately. */
  Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x, Operand<TFloat32> source) {
    Operand<TFloat32> blocked = blocked(pass.tf(), x, source);
    Operand<TFloat32> y = pass.dropout(embed(pass.tf(), x), choices.embedDropout());
    Operand<TFloat32> embedded = embed(pass.tf(), source);
    Operand<TFloat32> keys = pass.dropout(embedded, choices.embedDropout());
    Operand<TFloat32> values = pass.dropout(embedded, choices.embedDropout());
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).apply(pass, y, keys, values, blocked);
    }
    return norm.apply(pass, y);
  }

  private Operand<TFloat32> blocked(Ops tf, Operand<TFloat32> asking, Operand<TFloat32> asked) {
    return choices.attentionMask() ? Masks.ahead(tf, asking, asked) : tf.constant(0f);
  }

  private Operand<TFloat32> embed(Ops tf, Operand<TFloat32> x) {
    int width = choices.transformer().width();
    Operand<TFloat32> scaled = tf.math.mul(x, tf.constant((float) Math.sqrt(width)));
    return choices.positions() ? tf.math.add(scaled, SinusoidalPositions.of(tf, x, width)) : scaled;
  }
}
