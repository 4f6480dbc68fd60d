package org.dmmsa.model.baseline;

import java.util.List;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.BiLstm;
import org.dmmsa.model.layer.LayerNorm;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Two bidirectional LSTMs with a layer norm between them, whose last states are the vector of a
 * sequence (MISA's encoder of audio and vision). A state is as wide as a frame.
 *
 * <pre>
 * frames   [B, T, F]
 * lengths  [B]        frames that are read, at most T
 * result   [B, 4F]    forward of the first, forward of the second, backward of the first, backward
 *                     of the second
 * </pre>
 */
final class StackedBiLstm {
  private static final float EPSILON = 1e-5f; // PyTorch's default

  private final BiLstm first;
  private final LayerNorm norm;
  private final BiLstm second;

  /**
   * @param features F
   */
  StackedBiLstm(Weights weights, int features) {
    first = new BiLstm(weights.scope("first"), features, features);
    norm = new LayerNorm(weights.scope("norm"), 2 * features, EPSILON);
    second = new BiLstm(weights.scope("second"), 2 * features, features);
  }

  Operand<TFloat32> apply(Pass pass, Operand<TFloat32> frames, Operand<TInt32> lengths) {
    BiLstm.Result below = first.apply(pass, frames, lengths);
    Operand<TFloat32> between = norm.apply(pass, below.steps());
    BiLstm.Result above = second.apply(pass, between, lengths);
    return pass.tf()
        .concat(
            List.of(below.forward(), above.forward(), below.backward(), above.backward()),
            pass.tf().constant(1));
  }
}
