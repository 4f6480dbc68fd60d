package org.dmmsa.model.layer;

import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Reads a sequence step by step and keeps a state of H numbers (Hochreiter and Schmidhuber 1997,
 * with a forget gate): PyTorch's LSTM of one layer and one direction, from a state of zeros.
 *
 * <pre>
 * x             [B, T, F]
 * lengths       [B]           real steps of each sample, the rest is padding; without them all are
 *                             real
 * steps         [B, T, H]     the state at each step, 0 at padding
 * cells         [B, T, H]     the cell at each step, 0 at padding
 * last          [B, H]        the state at each sample's last real step
 * input/kernel  [F, 4H]
 * input/bias    [4H]
 * hidden/kernel [H, 4H]
 * hidden/bias   [4H]
 * </pre>
 *
 * <p>Lengths act as PyTorch's packed sequences do: padding changes nothing. A sample of length 0,
 * which PyTorch refuses, gives zeros.
 *
 * <p>The four blocks of a kernel and of a bias are, in PyTorch's order, the input gate i, the
 * forget gate f, the cell's candidate g and the output gate o. All weights start uniform in ±1/√H,
 * as in PyTorch. The two biases are only ever added. One would say as much, but an optimizer that
 * moves each weight by its learning rate, as Adam does, moves the sum of two twice as far.
 */
public final class Lstm {
  private final int in;
  private final int units;
  private final Gates input;
  private final Gates hidden;

  /** What one of the two sources, the step or the state before it, adds to the gates. */
  private record Gates(Weight kernel, Weight bias) {
    static Gates create(Weights weights, int in, int units) {
      Initializer uniform = Initializer.linear(units);
      return new Gates(
          weights.create("kernel", Shape.of(in, 4L * units), uniform),
          weights.create("bias", Shape.of(4L * units), uniform));
    }
  }

  /**
   * What an LSTM gives.
   *
   * @param steps the state at each step, [B, T, H]
   * @param cells the cell at each step, [B, T, H]
   * @param last the state at the last step of each sample, [B, H]
   */
  public record Result(Operand<TFloat32> steps, Operand<TFloat32> cells, Operand<TFloat32> last) {}

  /**
   * @param in F, features of a step
   * @param units H, numbers of the state
   */
  public Lstm(Weights weights, int in, int units) {
    this.in = in;
    this.units = units;
    input = Gates.create(weights.scope("input"), in, units);
    hidden = Gates.create(weights.scope("hidden"), units, units);
  }

  /** Reads sequences whose every step is real. */
  public Result apply(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    BlockLstm.Steps all = steps(tf, x);
    Operand<TInt32> end = tf.math.sub(size(tf, x, 1), tf.constant(1));
    return new Result(
        batchFirst(tf, all.states()),
        batchFirst(tf, all.cells()),
        tf.gather(all.states(), end, tf.constant(0)));
  }

  /** Reads sequences up to their lengths, each at most T. */
  public Result apply(Pass pass, Operand<TFloat32> x, Operand<TInt32> lengths) {
    Ops tf = pass.tf();
    BlockLstm.Steps all = steps(tf, x);
    Operand<TInt32> steps = size(tf, x, 1);
    Operand<TInt32> positions = tf.range(tf.constant(0), steps, tf.constant(1));
    Operand<TBool> real = tf.math.less(tf.expandDims(positions, tf.constant(1)), lengths);
    Operand<TFloat32> ends =
        tf.oneHot(
            tf.math.sub(lengths, tf.constant(1)),
            steps,
            tf.constant(1f),
            tf.constant(0f),
            OneHot.axis(0L));
    return new Result(
        batchFirst(tf, only(tf, real, all.states())),
        batchFirst(tf, only(tf, real, all.cells())),
        tf.reduceSum(
            tf.math.mul(all.states(), tf.expandDims(ends, tf.constant(-1))), tf.constant(0)));
  }

  private static Operand<TFloat32> only(Ops tf, Operand<TBool> real, Operand<TFloat32> x) {
    return tf.select(tf.expandDims(real, tf.constant(-1)), x, tf.zerosLike(x));
  }

  /** All steps, [T, B, H], also of padding. */
  private BlockLstm.Steps steps(Ops tf, Operand<TFloat32> x) {
    Widths.require(x, in, input.kernel().path());
    Operand<TFloat32> start =
        tf.fill(tf.stack(List.of(size(tf, x, 0), tf.constant(units))), tf.constant(0f));
    return BlockLstm.apply(
        tf,
        tf.dtypes.cast(size(tf, x, 1), TInt64.class),
        batchFirst(tf, x), // to time first: the same swap
        start,
        tf.concat(List.of(input.kernel().value(), hidden.kernel().value()), tf.constant(0)),
        tf.math.add(input.bias().value(), hidden.bias().value()));
  }

  private static Operand<TFloat32> batchFirst(Ops tf, Operand<TFloat32> x) {
    return tf.linalg.transpose(x, tf.constant(new int[] {1, 0, 2}));
  }

  private static Operand<TInt32> size(Ops tf, Operand<TFloat32> x, int axis) {
    return tf.gather(tf.shape(x), tf.constant(axis), tf.constant(0));
  }
}
