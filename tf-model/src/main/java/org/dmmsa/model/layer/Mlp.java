package org.dmmsa.model.layer;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A head: linear layers with exact GELU between them and none after the last (ConFEDE's decoder
 * block, whose dropout argument is ignored there and so is not here).
 *
 * <pre>
 * x       [B, sizes.first]
 * result  [B, sizes.last]
 * </pre>
 */
public final class Mlp {
  private final List<Dense> layers = new ArrayList<>();

  /**
   * @param sizes widths from input to output, at least two
   */
  public Mlp(Weights weights, int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException("expected an input and an output width");
    }
    for (int i = 0; i + 1 < sizes.length; i++) {
      layers.add(new Dense(weights.scope(Integer.toString(i)), sizes[i], sizes[i + 1]));
    }
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Operand<TFloat32> y = x;
    for (int i = 0; i < layers.size(); i++) {
      if (i > 0) {
        y = Activation.GELU.apply(pass.tf(), y);
      }
      y = layers.get(i).apply(pass.scope(Integer.toString(i)), y);
    }
    return y;
  }
}
