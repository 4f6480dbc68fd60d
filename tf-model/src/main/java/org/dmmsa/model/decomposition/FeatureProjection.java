package org.dmmsa.model.decomposition;

import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.LayerNorm;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Takes the similar or the dissimilar part out of a modality's vector: norm, linear map, tanh,
 * dropout, in ConFEDE's order (the paper's equation 4 names the parts without their order).
 *
 * <pre>
 * x       [B, D]
 * result  [B, d]  each number in (-1, 1) at inference
 * </pre>
 */
public final class FeatureProjection {
  private static final float EPSILON = 1e-5f; // PyTorch's default, which ConFEDE uses
  private final float dropout;
  private final LayerNorm norm;
  private final Dense dense;

  public FeatureProjection(Weights weights, int in, int out, float dropout) {
    this.dropout = dropout;
    norm = new LayerNorm(weights.scope("norm"), in, EPSILON);
    dense = new Dense(weights, in, out);
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Operand<TFloat32> mapped = dense.apply(pass, norm.apply(pass, x));
    return pass.dropout(pass.tf().math.tanh(mapped), dropout);
  }
}
