package org.dmmsa.model.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * One array that a model keeps. Layers use {@code value}; only optimizers, checkpoints and the
 * updates of state touch the variable.
 *
 * @param path where it is in the model, as in {@code audio/encoder/0/attention/query/kernel}; its
 *     name in graphs, checkpoints and SavedModels
 * @param shape its static shape; kernels are (in, out)
 * @param trained whether it is learnt by gradients; if not, it is state such as a moving mean:
 *     saved, restored and exported alike, but without gradient, optimizer slot or weight decay
 * @param stored where it is kept
 * @param value the variable read through an identity. Gradients are taken with respect to this:
 *     some gradients of TensorFlow 2.18 crash the process when an op reads a reference variable
 *     directly (Div, DivNoNan, Log1p) and others refuse to (BatchMatMulV3, Pow, Sign)
 */
public record Weight(
    String path,
    Shape shape,
    boolean trained,
    Variable<? extends TFloating> stored,
    Operand<TFloat32> value) {

  /**
   * Where it is kept, to be updated.
   *
   * @throws IllegalStateException if it is kept in half precision, as only exports are
   */
  public Variable<TFloat32> variable() {
    if (stored.type() != TFloat32.class) {
      throw new IllegalStateException(path + " is kept as " + stored.type().getSimpleName());
    }
    @SuppressWarnings("unchecked")
    Variable<TFloat32> variable = (Variable<TFloat32>) stored;
    return variable;
  }

  /**
   * Whether weight decay acts on it: kernels, tables and the CLS vectors decay, biases and norm
   * gains (rank 1) do not (ConFEDE's grouping, and BERT's); state never does.
   */
  public boolean decays() {
    return trained && shape.numDimensions() >= 2;
  }

  /** How many numbers it holds. */
  public long size() {
    return shape.size();
  }
}
