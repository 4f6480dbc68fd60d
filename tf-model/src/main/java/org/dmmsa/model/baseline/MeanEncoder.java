package org.dmmsa.model.baseline;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.BatchNorm;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.TrainedLength;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The mean of a sequence through a small network: batch norm, dropout, three linear layers with
 * ReLU (MMSA's {@code SubNet}). The mean is over all frames of the trained length, padding
 * included.
 *
 * <pre>
 * frames  [B, T', F]  cut to the trained T
 * result  [B, H]
 * </pre>
 */
final class MeanEncoder {
  private static final int LAYERS = 3;

  private final FrameDims dims;
  private final float dropout;
  private final BatchNorm norm;
  private final List<Dense> layers = new ArrayList<>();

  /**
   * @param units H
   * @param dropout rate on the normalized mean
   */
  MeanEncoder(Weights weights, FrameDims dims, int units, float dropout) {
    this.dims = dims;
    this.dropout = dropout;
    norm = new BatchNorm(weights.scope("norm"), dims.features());
    for (int i = 0; i < LAYERS; i++) {
      int in = i == 0 ? dims.features() : units;
      layers.add(new Dense(weights.scope(Integer.toString(i)), in, units));
    }
  }

  Operand<TFloat32> apply(Pass pass, Operand<TFloat32> frames) {
    Operand<TFloat32> mean = TrainedLength.mean(pass.tf(), frames, dims.frames());
    Operand<TFloat32> x = pass.dropout(norm.apply(pass, mean), dropout);
    for (int i = 0; i < LAYERS; i++) {
      x = Activation.RELU.apply(pass.tf(), layers.get(i).apply(pass, x));
    }
    return x;
  }
}
