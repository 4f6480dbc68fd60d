package org.dmmsa.model.layer;

import java.util.List;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Two LSTMs over one sequence, the second from its last real step back to its first (Schuster and
 * Paliwal 1997): PyTorch's bidirectional LSTM of one layer.
 *
 * <pre>
 * x         [B, T, F]
 * lengths   [B]         real steps of each sample, at most T; the rest is padding
 * steps     [B, T, 2H]  at each step the state forward and the state backward, 0 at padding
 * forward   [B, H]      the state forward, after each sample's last real step
 * backward  [B, H]      the state backward, after each sample's first step
 * </pre>
 *
 * <p>Padding changes nothing, and a sample of length 0 gives zeros, as in {@link Lstm}.
 */
public final class BiLstm {
  private static final long TIME = 1; // axis of x; the batch is axis 0

  private final Lstm forward;
  private final Lstm backward;

  /**
   * What both directions give.
   *
   * @param steps the states at each step, [B, T, 2H]
   * @param forward the last state of the first LSTM, [B, H]
   * @param backward the last state of the second, [B, H]
   */
  public record Result(
      Operand<TFloat32> steps, Operand<TFloat32> forward, Operand<TFloat32> backward) {}

  /**
   * @param in F, features of a step
   * @param units H, numbers of the state of one direction
   */
  public BiLstm(Weights weights, int in, int units) {
    forward = new Lstm(weights.scope("forward"), in, units);
    backward = new Lstm(weights.scope("backward"), in, units);
  }

  /** Reads sequences up to their lengths. */
  public Result apply(Pass pass, Operand<TFloat32> x, Operand<TInt32> lengths) {
    Ops tf = pass.tf();
    Lstm.Result there = forward.apply(pass, x, lengths);
    Lstm.Result back = backward.apply(pass, tf.reverseSequence(x, lengths, TIME), lengths);
    Operand<TFloat32> turned = tf.reverseSequence(back.steps(), lengths, TIME);
    return new Result(
        tf.concat(List.of(there.steps(), turned), tf.constant(2)), there.last(), back.last());
  }
}
