package org.dmmsa.model;

import java.util.List;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Mlp;
import org.dmmsa.model.loss.SquaredError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One modality's encoder with a regression head of its own: what a pretraining stage trains. The
 * encoder has the weight paths that it has in {@link Dmmsa}; the head is thrown away.
 *
 * <p>ConFEDE's unimodal pretraining, which the paper's settings quote: head D → D/2 → D/4 → D/8 →
 * 1, mean squared error to the modality's own label.
 */
public final class UnimodalRegressor implements SentimentModel {
  private final Encoder encoder;
  private final Target target;
  private final Mlp head;

  private interface Encoder {
    Operand<TFloat32> apply(Pass pass, Inputs inputs);
  }

  private interface Target {
    Operand<TFloat32> of(Targets targets);
  }

  private UnimodalRegressor(Encoder encoder, Target target, Weights weights, int width) {
    this.encoder = encoder;
    this.target = target;
    head = new Mlp(weights.scope("pretrain_head"), width, width / 2, width / 4, width / 8, 1);
  }

  public static UnimodalRegressor text(Weights weights, BertSizes sizes) {
    BertEncoder bert = new BertEncoder(weights.scope("text").scope("bert"), sizes);
    return new UnimodalRegressor(
        (pass, inputs) -> bert.apply(pass.scope("text").scope("bert"), inputs.text()).pooled(),
        Targets::text,
        weights,
        sizes.encoder().width());
  }

  public static UnimodalRegressor audio(Weights weights, SequenceSizes sizes) {
    SequenceEncoder encoder = new SequenceEncoder(weights.scope("audio"), sizes);
    return new UnimodalRegressor(
        (pass, inputs) -> encoder.apply(pass.scope("audio"), inputs.audio()).pooled(),
        Targets::audio,
        weights,
        sizes.transformer().width());
  }

  public static UnimodalRegressor vision(Weights weights, SequenceSizes sizes) {
    SequenceEncoder encoder = new SequenceEncoder(weights.scope("vision"), sizes);
    return new UnimodalRegressor(
        (pass, inputs) -> encoder.apply(pass.scope("vision"), inputs.vision()).pooled(),
        Targets::vision,
        weights,
        sizes.transformer().width());
  }

  @Override
  public Heads forward(Pass pass, Inputs inputs) {
    Operand<TFloat32> scores = head.apply(pass.scope("pretrain_head"), encoder.apply(pass, inputs));
    return Heads.of(pass.tf().reshape(scores, pass.tf().constant(new int[] {-1})));
  }

  @Override
  public List<LossTerm> losses(Ops tf, Heads heads, Targets targets) {
    return List.of(
        new LossTerm(Dmmsa.SENTIMENT, SquaredError.of(tf, heads.sentiment(), target.of(targets))));
  }

  @Override
  public List<String> lossNames() {
    return List.of(Dmmsa.SENTIMENT);
  }
}
