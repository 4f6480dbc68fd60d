package org.dmmsa.model.decomposition;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.Modality;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Mlp;
import org.dmmsa.model.loss.SquaredError;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One modality's encoder with a regression head of its own: what a pretraining stage trains. The
 * encoder has the weight paths that it has in the whole network; the head is thrown away.
 *
 * <p>ConFEDE's unimodal pretraining, which the paper's settings quote: head D → D/2 → D/4 → D/8 →
 * 1, mean squared error to the modality's own label.
 */
final class UnimodalRegressor implements SentimentModel {
  private static final String HEAD = "pretrain_head";

  private final Modality modality;
  private final Encoder encoder;
  private final Mlp head;

  private interface Encoder {
    Operand<TFloat32> apply(Pass pass, Inputs inputs);
  }

  /**
   * The text encoder.
   *
   * @param bert rates inside it
   * @param pooling how its states become a vector
   */
  record OfText(BertDropout bert, TextPooling pooling) implements ModelConfig {
    @Override
    public Set<Input> inputs() {
      return Modality.TEXT.inputs();
    }

    @Override
    public SentimentModel build(Weights weights, InputDims dims) {
      return text(weights, bert.in(dims), pooling);
    }
  }

  /**
   * The audio or the vision encoder.
   *
   * @param modality which
   * @param input what it reads
   * @param sizes for data of some dimensions
   */
  record OfFrames(Modality modality, Input input, Function<InputDims, SequenceSizes> sizes)
      implements ModelConfig {
    @Override
    public Set<Input> inputs() {
      return modality.inputs();
    }

    @Override
    public SentimentModel build(Weights weights, InputDims dims) {
      return frames(weights, modality, input, sizes.apply(dims));
    }
  }

  private UnimodalRegressor(Modality modality, Encoder encoder, Weights weights, int width) {
    this.modality = modality;
    this.encoder = encoder;
    head = Mlp.narrowing(weights.scope(HEAD), width, width / 2, 3, 1);
  }

  private static UnimodalRegressor text(Weights weights, BertSizes sizes, TextPooling pooling) {
    BertEncoder bert = new BertEncoder(weights.scope("text").scope("bert"), sizes, pooling);
    return new UnimodalRegressor(
        Modality.TEXT,
        (pass, inputs) -> bert.vector(pass, inputs.tokens()),
        weights,
        sizes.encoder().width());
  }

  private static UnimodalRegressor frames(
      Weights weights, Modality modality, Input input, SequenceSizes sizes) {
    SequenceEncoder encoder = new SequenceEncoder(weights.scope(modality.key()), sizes);
    return new UnimodalRegressor(
        modality,
        (pass, inputs) -> encoder.apply(pass, inputs.frames(input)).pooled(),
        weights,
        sizes.transformer().width());
  }

  private Operand<TFloat32> score(Pass pass, Inputs inputs) {
    Operand<TFloat32> scores = head.apply(pass, encoder.apply(pass, inputs));
    return pass.tf().reshape(scores, pass.tf().constant(new int[] {-1}));
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    return Outputs.of(score(pass, inputs));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    return Terms.of(
        Map.of(
            Targets.SENTIMENT,
            SquaredError.of(pass.tf(), score(pass, inputs), targets.get(modality.key()))));
  }
}
