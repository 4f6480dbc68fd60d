package org.dmmsa.model.baseline;

import java.util.Map;
import java.util.Set;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.FrameDims;
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
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.loss.AbsoluteError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * MAG-BERT: a BERT whose embedded tokens are moved by audio and vision (Rahman et al., ACL 2020),
 * as MMSA has it.
 *
 * <pre>
 * text tokens ── embeddings ── Z ─┐
 * audio frames ── L frames ─── A ─┼ gate [B, L, D] ── BERT's layers, pooler ── dropout, linear [B]
 * vision frames ─ L frames ─── V ─┘
 * </pre>
 *
 * <p>Loss: L1. It is made for data whose frames are aligned to tokens; other frames are averaged to
 * as many as there are tokens, as in MMSA, see {@link AlignedFrames}.
 */
public final class MagBert implements SentimentModel {
  /** The name of the loss term. */
  public static final String SENTIMENT = "sentiment";

  /**
   * The choices of such a network; a section of a config.
   *
   * @param bert rates inside the text encoder
   * @param tokens L, tokens that audio and vision are aligned to: the data's longest text
   * @param beta how far a token may be moved, as a multiple of its length
   * @param gateDropout rate on the gate's result
   * @param dropout rate on the pooled vector
   */
  public record Config(BertDropout bert, int tokens, float beta, float gateDropout, float dropout)
      implements ModelConfig {
    public Config {
      ConfigCheck.requireSize(tokens, "tokens");
      ConfigCheck.require(beta > 0, "beta", beta, "a number above 0");
      ConfigCheck.requireRate(gateDropout, "gate_dropout");
      ConfigCheck.requireRate(dropout, "dropout");
    }

    @Override
    public Set<Input> inputs() {
      return Modality.ALL_INPUTS;
    }

    @Override
    public MagBert build(Weights weights, InputDims dims) {
      return new MagBert(weights, this, dims);
    }
  }

  private final Config config;
  private final FrameDims audio;
  private final FrameDims vision;
  private final BertEncoder bert;
  private final MultimodalGate gate;
  private final Dense head;

  MagBert(Weights weights, Config config, InputDims dims) {
    this.config = config;
    audio = dims.of(Input.AUDIO);
    vision = dims.of(Input.VISION);
    BertSizes sizes = config.bert().in(dims);
    int width = sizes.encoder().width();
    bert = new BertEncoder(weights.scope("text").scope("bert"), sizes);
    gate =
        new MultimodalGate(
            weights.scope("gate"),
            width,
            audio.features(),
            vision.features(),
            config.beta(),
            config.gateDropout());
    head = new Dense(weights.scope("head"), width, 1, Initializer.normal(0.02), Initializer.ZEROS);
  }

  /**
   * What is heard and seen with each token.
   *
   * @param z embedded tokens [B, L, D]
   * @param a [B, L, Fa]
   * @param v [B, L, Fv]
   */
  record Aligned(Operand<TFloat32> z, Operand<TFloat32> a, Operand<TFloat32> v) {}

  Aligned align(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    int tokens = config.tokens();
    Operand<TFloat32> z = bert.embed(pass, inputs.tokens());
    Operand<TInt32> length = bert.length(tf, inputs.tokens());
    return new Aligned(
        z,
        AlignedFrames.of(tf, inputs.frames(Input.AUDIO), audio, tokens, length),
        AlignedFrames.of(tf, inputs.frames(Input.VISION), vision, tokens, length));
  }

  MultimodalGate gate() {
    return gate;
  }

  /** The state at [CLS] of BERT over what the gate gives, [B, 1, D]. */
  Operand<TFloat32> first(Pass pass, Inputs inputs) {
    Aligned aligned = align(pass, inputs);
    Operand<TFloat32> moved = gate.apply(pass, aligned.z(), aligned.a(), aligned.v());
    return bert.encodeFirst(pass, moved, inputs.tokens());
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Operand<TFloat32> pooled = bert.pool(pass, first(pass, inputs));
    Operand<TFloat32> score = head.apply(pass, pass.dropout(pooled, config.dropout()));
    return Outputs.of(pass.tf().reshape(score, pass.tf().constant(new int[] {-1})));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> score = forward(pass, inputs).sentiment();
    return Terms.of(Map.of(SENTIMENT, AbsoluteError.of(pass.tf(), score, targets.sentiment())));
  }
}
