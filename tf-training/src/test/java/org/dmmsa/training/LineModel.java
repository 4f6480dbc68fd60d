package org.dmmsa.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.FrameDims;
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
import org.dmmsa.model.loss.SquaredError;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A line through the features of the first frames, small enough to be followed by hand: the score
 * is audio·kernel + vision·(BERT's kernel) + bias. It counts the batches that it has trained on.
 */
final class LineModel implements SentimentModel {
  private final Weight audio;
  private final Weight vision;
  private final Weight bias;
  private final Weight seen;

  /** Two audio features, one vision feature; no choices. */
  record Config() implements ModelConfig {
    static final InputDims DIMS =
        new InputDims(
            Optional.empty(),
            Map.of(Input.AUDIO, new FrameDims(1, 2), Input.VISION, new FrameDims(1, 1)));

    @Override
    public Set<Input> inputs() {
      return Set.of(Input.AUDIO, Input.VISION);
    }

    @Override
    public SentimentModel build(Weights weights, InputDims dims) {
      return new LineModel(weights);
    }
  }

  private LineModel(Weights weights) {
    Weights bert = weights.scope("text").scope("bert");
    vision = bert.create("kernel", Shape.of(1, 1), Initializer.ONES);
    audio = weights.create("kernel", Shape.of(2, 1), Initializer.ONES);
    bias = weights.create("bias", Shape.of(1), Initializer.ONES);
    seen = weights.state("seen", Shape.of(1), Initializer.ZEROS);
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    return Outputs.of(score(pass, inputs));
  }

  private Operand<TFloat32> score(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Operand<TFloat32> score =
        tf.math.add(
            tf.linalg.matMul(first(tf, inputs.frames(Input.AUDIO)), audio.value()),
            tf.linalg.matMul(first(tf, inputs.frames(Input.VISION)), vision.value()));
    return tf.math.add(tf.reshape(score, tf.constant(new int[] {-1})), bias.value());
  }

  private static Operand<TFloat32> first(Ops tf, Operand<TFloat32> frames) {
    return tf.gather(frames, tf.constant(0), tf.constant(1));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> score = score(pass, inputs);
    pass.afterStep(pass.tf().assignAdd(seen.variable(), pass.tf().array(1f)));
    return new Terms(
        Map.of("sentiment", SquaredError.of(pass.tf(), score, targets.sentiment())),
        Map.of("score", score),
        List.of());
  }
}
