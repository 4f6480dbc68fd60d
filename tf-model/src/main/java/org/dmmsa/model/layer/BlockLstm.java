package org.dmmsa.model.layer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * TensorFlow's op for all steps of an LSTM at once, {@code BlockLSTMV2}, for which TF Java has
 * neither a class nor a gradient. The gradient is registered here, once a process: TF Java 1.1
 * takes about ten such registrations in all.
 */
final class BlockLstm {
  private static final String OP = "BlockLSTMV2";
  private static final int INPUTS = 9; // seq_len_max x cs_prev h_prev w wci wcf wco b
  private static final int OUTPUTS = 7; // i cs f o ci co h
  private static final int CELLS = 1;
  private static final int STATES = 6;

  static {
    TensorFlow.registerCustomGradient(OP, BlockLstm::gradient);
  }

  private BlockLstm() {}

  /**
   * What there is of every step.
   *
   * @param cells c [T, B, H]
   * @param states h [T, B, H]
   */
  record Steps(Operand<TFloat32> cells, Operand<TFloat32> states) {}

  /**
   * All steps, one after the other.
   *
   * @param steps how many steps are run, a scalar
   * @param x [T, B, F]
   * @param start cell and state before the first step, [B, H]
   * @param kernel [F + H, 4H], gates in the order i, f, g, o
   * @param bias [4H]
   */
  static Steps apply(
      Ops tf,
      Operand<TInt64> steps,
      Operand<TFloat32> x,
      Operand<TFloat32> start,
      Operand<TFloat32> kernel,
      Operand<TFloat32> bias) {
    int units = (int) bias.shape().get(0) / 4;
    Operand<TFloat32> noPeephole = tf.constant(new float[units]);
    var op =
        tf.scope()
            .env()
            .opBuilder(OP, tf.scope().makeOpName(OP), tf.scope())
            .addInput(steps.asOutput())
            .addInput(x.asOutput())
            .addInput(start.asOutput())
            .addInput(start.asOutput())
            .addInput(kernel.asOutput())
            .addInput(noPeephole.asOutput())
            .addInput(noPeephole.asOutput())
            .addInput(noPeephole.asOutput())
            .addInput(bias.asOutput())
            .setAttr("cell_clip", 0f)
            .setAttr("use_peephole", false)
            .build();
    return new Steps(op.output(CELLS), op.output(STATES));
  }

  /** One gradient per input, from those of cells and states; no other output is used outside. */
  private static List<Operand<?>> gradient(
      Ops tf, GraphOperation forward, List<Output<?>> outputGradients) {
    var backward =
        tf.scope().env().opBuilder("BlockLSTMGradV2", tf.scope().makeOpName(OP), tf.scope());
    for (int i = 0; i < INPUTS; i++) {
      backward.addInput(forward.input(i));
    }
    for (int i = 0; i < OUTPUTS; i++) {
      backward.addInput(forward.output(i));
    }
    var op =
        backward
            .addInput(given(tf, forward, outputGradients, CELLS))
            .addInput(given(tf, forward, outputGradients, STATES))
            .setAttr("use_peephole", false)
            .build();
    List<Operand<?>> inputGradients = new ArrayList<>();
    inputGradients.add(tf.constant(0L)); // of the number of steps; a null is not understood
    for (int i = 0; i < op.numOutputs(); i++) {
      inputGradients.add(op.output(i));
    }
    return inputGradients;
  }

  /** The gradient of an output; one that nothing depends on comes without an op. */
  private static Output<?> given(
      Ops tf, GraphOperation forward, List<Output<?>> gradients, int output) {
    GraphOperation op = (GraphOperation) gradients.get(output).op();
    return op.getUnsafeNativeHandle() == null
        ? tf.zerosLike(forward.<TFloat32>output(output)).asOutput()
        : gradients.get(output);
  }
}
