package org.dmmsa.model.layer;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A head: linear layers with exact GELU between them and none after the last (ConFEDE's decoder
 * block, whose dropout argument is ignored there and so is not here).
 *
 * <p>Differs from ConFEDE in its first weights: kernels start as He et al. 2015 have it and biases
 * at 0, where PyTorch's default shrinks the signal about twofold a layer, so that a head of five
 * layers learns next to nothing in the first hundred steps.
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
      Weights layer = weights.scope(Integer.toString(i));
      layers.add(
          new Dense(layer, sizes[i], sizes[i + 1], Initializer.he(sizes[i]), Initializer.ZEROS));
    }
  }

  /**
   * A head whose hidden layers halve: widths in, widest, widest/2, and so on, out.
   *
   * @param hidden how many there are; 0 for a linear map
   */
  public static Mlp narrowing(Weights weights, int in, int widest, int hidden, int out) {
    int[] sizes = new int[hidden + 2];
    sizes[0] = in;
    for (int i = 0; i < hidden; i++) {
      sizes[i + 1] = widest >> i;
    }
    sizes[hidden + 1] = out;
    return new Mlp(weights, sizes);
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Operand<TFloat32> y = x;
    for (int i = 0; i < layers.size(); i++) {
      if (i > 0) {
        y = Activation.GELU.apply(pass.tf(), y);
      }
      y = layers.get(i).apply(pass, y);
    }
    return y;
  }
}
