package org.dmmsa.training;

import java.util.List;
import org.dmmsa.model.Heads;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
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
 * is audio·kernel + vision·(BERT's kernel) + bias.
 */
final class LineModel implements SentimentModel {
  private final Weight audio;
  private final Weight vision;
  private final Weight bias;

  LineModel(Weights weights) {
    Weights bert = weights.scope("text").scope("bert");
    vision = bert.create("kernel", Shape.of(1, 1), Initializer.ONES);
    audio = weights.create("kernel", Shape.of(2, 1), Initializer.ONES);
    bias = weights.create("bias", Shape.of(1), Initializer.ONES);
  }

  @Override
  public Heads forward(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Operand<TFloat32> score =
        tf.math.add(
            tf.linalg.matMul(first(tf, inputs.audio()), audio.value()),
            tf.linalg.matMul(first(tf, inputs.vision()), vision.value()));
    return Heads.of(tf.math.add(tf.reshape(score, tf.constant(new int[] {-1})), bias.value()));
  }

  private static Operand<TFloat32> first(Ops tf, Operand<TFloat32> frames) {
    return tf.gather(frames, tf.constant(0), tf.constant(1));
  }

  @Override
  public List<LossTerm> losses(Ops tf, Heads heads, Targets targets) {
    return List.of(
        new LossTerm("sentiment", SquaredError.of(tf, heads.sentiment(), targets.sentiment())));
  }

  @Override
  public List<String> lossNames() {
    return List.of("sentiment");
  }
}
