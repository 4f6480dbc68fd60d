package org.dmmsa.model.layer;

import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A linear map of the last dimension: x·kernel + bias.
 *
 * <pre>
 * x       [..., in]
 * result  [..., out]
 * </pre>
 */
public final class Dense {
  private final int in;
  private final int out;
  private final Weight kernel;
  private final Weight bias;

  /** Kernel and bias start uniform in ±1/√in, as in PyTorch. */
  public Dense(Weights weights, int in, int out) {
    this(weights, in, out, Initializer.linear(in), Initializer.linear(in));
  }

  public Dense(Weights weights, int in, int out, Initializer kernel, Initializer bias) {
    this.in = in;
    this.out = out;
    this.kernel = weights.create("kernel", Shape.of(in, out), kernel);
    this.bias = weights.create("bias", Shape.of(out), bias);
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Widths.require(x, in, kernel.path());
    int rank = x.shape().numDimensions();
    if (rank == 2) {
      return affine(tf, x);
    }
    Operand<TFloat32> rows = tf.reshape(x, tf.constant(new int[] {-1, in}));
    return tf.reshape(affine(tf, rows), resultShape(tf, x, rank));
  }

  private Operand<TFloat32> affine(Ops tf, Operand<TFloat32> rows) {
    return tf.nn.biasAdd(tf.linalg.matMul(rows, kernel.value()), bias.value());
  }

  private Operand<TInt32> resultShape(Ops tf, Operand<TFloat32> x, int rank) {
    Operand<TInt32> leading =
        tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {rank - 1}));
    return tf.concat(List.of(leading, tf.constant(new int[] {out})), tf.constant(0));
  }
}
