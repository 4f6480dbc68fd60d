package org.dmmsa.model.baseline;

import java.util.Map;
import java.util.Set;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.loss.RegressionLoss;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * BERT fine-tuned on the text alone (Devlin et al. 2019, section 4.1, with one output): the
 * yardstick for every method that also looks and listens.
 *
 * <pre>
 * text tokens ── BERT ── one vector [B, D] ── dropout ── linear ── sentiment [B]
 * </pre>
 *
 * <p>The map starts as BERT's own code has it: normal of deviation 0.02 cut at two of these, biases
 * 0.
 */
public final class TextRegression implements SentimentModel {
  /**
   * The choices of such a network; a section of a config.
   *
   * @param bert rates inside the text encoder
   * @param textPooling how BERT's states become a vector
   * @param dropout rate on that vector
   * @param regression the loss
   * @param phi φ of the smooth L1 loss, in units of the label
   */
  public record Config(
      BertDropout bert,
      TextPooling textPooling,
      float dropout,
      RegressionLoss regression,
      float phi)
      implements ModelConfig {
    public Config {
      ConfigCheck.requireRate(dropout, "dropout");
      ConfigCheck.require(phi > 0, "phi", phi, "a number above 0");
    }

    @Override
    public Set<Input> inputs() {
      return Input.TOKENS;
    }

    @Override
    public TextRegression build(Weights weights, InputDims dims) {
      return new TextRegression(weights, this, dims);
    }
  }

  private final Config config;
  private final BertEncoder text;
  private final Dense head;

  TextRegression(Weights weights, Config config, InputDims dims) {
    this.config = config;
    BertSizes bert = config.bert().in(dims);
    text = new BertEncoder(weights.scope("text").scope("bert"), bert, config.textPooling());
    head =
        new Dense(
            weights.scope("head"),
            bert.encoder().width(),
            1,
            Initializer.truncatedNormal(0.02),
            Initializer.ZEROS);
  }

  private Operand<TFloat32> score(Pass pass, Inputs inputs) {
    Operand<TFloat32> vector = text.vector(pass, inputs.tokens());
    Operand<TFloat32> score = head.apply(pass, pass.dropout(vector, config.dropout()));
    return pass.tf().reshape(score, pass.tf().constant(new int[] {-1}));
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    return Outputs.of(score(pass, inputs));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> loss =
        config.regression().of(pass.tf(), score(pass, inputs), targets.sentiment(), config.phi());
    return Terms.of(Map.of(Targets.SENTIMENT, loss));
  }
}
