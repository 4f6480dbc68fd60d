package org.dmmsa.model.layer;

import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A linear map of each K neighbouring steps of a sequence, without bias: a convolution over time
 * with stride 1 and without padding.
 *
 * <pre>
 * x       [B, T, F]
 * kernel  [K, F, D]
 * result  [B, T − K + 1, D]
 * </pre>
 *
 * <p>PyTorch's {@code Conv1d} on batch-first sequences; the kernel starts as there, uniform in
 * ±1/√(F·K). Differs from it for a sequence that is shorter than the kernel, which PyTorch refuses:
 * zeros follow it until it is as long, and the result has one step.
 */
public final class Conv1d {
  private final int in;
  private final int width;
  private final Weight kernel;

  /**
   * @param in F, features of a step
   * @param out D
   * @param width K, steps under the kernel
   */
  public Conv1d(Weights weights, int in, int out, int width) {
    this.in = in;
    this.width = width;
    kernel =
        weights.create(
            "kernel", Shape.of(width, in, out), Initializer.linear(Math.multiplyExact(in, width)));
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Widths.require(x, in, kernel.path());
    Operand<TFloat32> row = tf.expandDims(atLeastTheKernel(tf, x), tf.constant(1)); // [B, 1, T, F]
    Operand<TFloat32> filter = tf.expandDims(kernel.value(), tf.constant(0)); // [1, K, F, D]
    Operand<TFloat32> mapped = tf.nn.conv2d(row, filter, List.of(1L, 1L, 1L, 1L), "VALID");
    return tf.squeeze(mapped, Squeeze.axis(List.of(1L)));
  }

  private Operand<TFloat32> atLeastTheKernel(Ops tf, Operand<TFloat32> x) {
    if (width == 1) {
      return x;
    }
    Operand<TInt32> steps = tf.gather(tf.shape(x), tf.constant(1), tf.constant(0));
    Operand<TInt32> missing =
        tf.math.maximum(tf.math.sub(tf.constant(width), steps), tf.constant(0));
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TFloat32> padded =
        tf.pad(
            x,
            tf.stack(List.of(none, tf.stack(List.of(tf.constant(0), missing)), none)),
            tf.constant(0f));
    return tf.ensureShape(padded, Shape.of(-1, -1, in));
  }
}
