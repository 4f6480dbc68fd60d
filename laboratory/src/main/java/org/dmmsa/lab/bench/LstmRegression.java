package org.dmmsa.lab.bench;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.Lstm;
import org.dmmsa.model.loss.SquaredError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The smallest network around an LSTM: a linear map of its last state over audio. */
final class LstmRegression implements SentimentModel {
  /**
   * Its choices.
   *
   * @param units numbers of the state
   */
  record Config(int units) implements ModelConfig {
    @Override
    public Set<Input> inputs() {
      return EnumSet.of(Input.AUDIO);
    }

    @Override
    public SentimentModel build(Weights weights, InputDims dims) {
      return new LstmRegression(weights, dims.of(Input.AUDIO).features(), units);
    }
  }

  private final Lstm lstm;
  private final Dense head;

  LstmRegression(Weights weights, int features, int units) {
    lstm = new Lstm(weights.scope("lstm"), features, units);
    head = new Dense(weights.scope("head"), units, 1);
  }

  private Operand<TFloat32> score(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Operand<TFloat32> last = lstm.apply(pass, inputs.frames(Input.AUDIO)).last();
    return tf.reshape(head.apply(pass, last), tf.constant(new int[] {-1}));
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    return Outputs.of(score(pass, inputs));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> loss = SquaredError.of(pass.tf(), score(pass, inputs), targets.sentiment());
    return Terms.of(Map.of(Targets.SENTIMENT, loss));
  }
}
