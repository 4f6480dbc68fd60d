package org.dmmsa.training.text;

import java.util.Set;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Reads text features alone: the score is the first number of the first position plus a bias. */
public record FirstStateModel(Weight bias) implements SentimentModel {
  /** No choices. */
  public record Config() implements ModelConfig {
    @Override
    public Set<Input> inputs() {
      return Set.of(Input.TEXT);
    }

    @Override
    public SentimentModel build(Weights weights, InputDims dims) {
      return new FirstStateModel(weights.create("bias", Shape.of(1), Initializer.ONES));
    }
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Operand<TFloat32> first = tf.gather(inputs.frames(Input.TEXT), tf.constant(0), tf.constant(1));
    Operand<TFloat32> number = tf.gather(first, tf.constant(0), tf.constant(1)); // [B]
    return Outputs.of(tf.math.add(number, bias.value()));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    throw new UnsupportedOperationException("it is only evaluated");
  }
}
