package org.dmmsa.model.baseline;

import org.dmmsa.model.FrameDims;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.Lstm;
import org.dmmsa.model.layer.Masks;
import org.dmmsa.model.layer.TrainedLength;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The last state of an LSTM over a sequence, mapped linearly (MMSA's {@code TextSubNet} and {@code
 * AuViSubNet}).
 *
 * <pre>
 * frames  [B, T', F]  cut to the trained T
 * result  [B, D]
 * </pre>
 */
final class LstmEncoder {
  private final FrameDims dims;
  private final float dropout;
  private final Lstm lstm;
  private final Dense project;

  /**
   * @param units numbers of the LSTM's state
   * @param out D
   * @param dropout rate on the last state
   */
  LstmEncoder(Weights weights, FrameDims dims, int units, int out, float dropout) {
    this.dims = dims;
    this.dropout = dropout;
    lstm = new Lstm(weights.scope("lstm"), dims.features(), units);
    project = new Dense(weights.scope("project"), units, out);
  }

  /** Reads all T steps, padding included; a shorter batch is padded with zeros. */
  Operand<TFloat32> ofAllSteps(Pass pass, Operand<TFloat32> frames) {
    Operand<TFloat32> fitted = TrainedLength.fit(pass.tf(), frames, dims.frames(), dims.frames());
    return mapped(pass, lstm.apply(pass, fitted));
  }

  /** Reads each sample to its last frame that is not padding, see {@link Masks#ofFrames}. */
  Operand<TFloat32> ofRealFrames(Pass pass, Operand<TFloat32> frames) {
    Ops tf = pass.tf();
    Operand<TFloat32> fitted = TrainedLength.fit(tf, frames, dims.frames(), 1);
    return mapped(pass, lstm.apply(pass, fitted, Masks.lengths(tf, Masks.ofFrames(tf, fitted))));
  }

  private Operand<TFloat32> mapped(Pass pass, Lstm.Result result) {
    return project.apply(pass, pass.dropout(result.last(), dropout));
  }
}
