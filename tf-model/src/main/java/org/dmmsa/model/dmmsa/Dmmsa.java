package org.dmmsa.model.dmmsa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.decomposition.DecomposedConfig;
import org.dmmsa.model.decomposition.DecomposedFeatures;
import org.dmmsa.model.decomposition.FeatureDecomposition;
import org.dmmsa.model.decomposition.UnimodalHead;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Mlp;
import org.dmmsa.model.loss.CrossEntropy;
import org.dmmsa.model.loss.RegressionLoss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * DMMSA: dynamic tuning and multi-task learning for multimodal sentiment analysis (Liang et al.,
 * Appl. Sci. 2025, 15, 6342).
 *
 * <pre>
 * text tokens  ── BERT ───────────── pooled [B, Dt] ─┬ similar    Ts [B, d]
 *                                                    └ dissimilar Td [B, d]
 * audio frames ── SequenceEncoder ── pooled [B, D]  ─┬ As, Ad
 * vision frames ─ SequenceEncoder ── pooled [B, D]  ─┴ Vs, Vd
 *
 * concat(Ts, Td, As, Ad, Vs, Vd) [B, 6d] ─┬ sentiment head  [B]
 *                                         └ polarity head   [B, C]
 * each of the six ── one shared unimodal head ── [B, 6]
 * </pre>
 *
 * <p>Ours: without {@code bert}, text is the mean of features that a frozen BERT computed once.
 *
 * <p>Loss: L_MSR + L_MSC + λ_Uni·L_Uni + λ_CL·L_CL, the paper's section 3.3; the terms are given
 * unweighted. Heads as in ConFEDE, with its four hidden layers: widths D, D/2, D/4, D/8 for the
 * fused heads, d/2 and d/4 for the unimodal one. What the paper leaves open is decided as the
 * configs' comments say.
 */
public final class Dmmsa implements SentimentModel {
  /** Names of the loss terms, as logs and configs have them. */
  public static final String SENTIMENT = "sentiment";

  public static final String POLARITY = "polarity";
  public static final String UNIMODAL = "unimodal";
  public static final String CONTRASTIVE = "contrastive";

  /**
   * The choices of such a network; a section of a config.
   *
   * @param bert rates inside the text's BERT; where it is left out, the network has none, and reads
   *     text features that were computed beforehand
   * @param width D of the audio and vision encoders, and of the heads
   * @param heads of their attention
   * @param inner width of their feed-forward blocks
   * @param audioLayers transformer layers of the audio encoder
   * @param visionLayers transformer layers of the vision encoder
   * @param feature d, width of each of the six features
   * @param dropout rate in the audio and vision encoders
   * @param featureDropout rate on the six features
   * @param modalityDropout how often a row lacks a modality in training, each by its own chance
   * @param pooling how a sequence of frames becomes a vector
   * @param textPooling how BERT's states become a vector; mean where features are read
   * @param headLayers hidden layers of the fused heads, 0 to 4: the first has width D, each further
   *     one half of that before; the unimodal head has at most 2
   * @param losses the terms of the loss
   */
  public record Config(
      Optional<BertDropout> bert,
      int width,
      int heads,
      int inner,
      int audioLayers,
      int visionLayers,
      int feature,
      float dropout,
      float featureDropout,
      float modalityDropout,
      Pooling pooling,
      TextPooling textPooling,
      int headLayers,
      Losses losses)
      implements DecomposedConfig {
    /**
     * The terms of the loss; the regression of the sentiment is always one.
     *
     * @param polarity whether the coarse classification (L_MSC) is a term
     * @param unimodal whether the shared unimodal regression (L_Uni) is a term
     * @param contrastive whether the contrastive loss (L_CL) is a term
     * @param form which contrastive loss
     * @param temperature τ_m of the contrastive loss
     * @param regression what L_MSR and L_Uni are
     * @param phi φ of the smooth L1 losses, in units of the label
     */
    public record Losses(
        boolean polarity,
        boolean unimodal,
        boolean contrastive,
        ContrastiveLoss.Form form,
        float temperature,
        RegressionLoss regression,
        float phi) {
      public Losses {
        ConfigCheck.require(temperature > 0, "temperature", temperature, "a number above 0");
        ConfigCheck.require(phi > 0, "phi", phi, "a number above 0");
      }
    }

    public Config {
      DecomposedConfig.requireSizes(width, heads, inner, audioLayers, visionLayers, feature);
      ConfigCheck.requireRate(dropout, "dropout");
      ConfigCheck.requireRate(featureDropout, "feature_dropout");
      ConfigCheck.requireRate(modalityDropout, "modality_dropout");
      ConfigCheck.require(
          headLayers >= 0 && headLayers <= 4, "head_layers", headLayers, "a number from 0 to 4");
      ConfigCheck.require(
          bert.isPresent() || textPooling == TextPooling.MEAN,
          "text_pooling",
          "pooler",
          "mean, as text features (no model.bert) have no pooler");
    }

    @Override
    public Optional<BertDropout> textBert() {
      return bert;
    }

    @Override
    public Dmmsa build(Weights weights, InputDims dims) {
      return new Dmmsa(weights, this, dims);
    }

    /** J in the paper. */
    @Override
    public List<String> weightedTerms() {
      List<String> tasks = new ArrayList<>();
      if (losses.unimodal()) {
        tasks.add(UNIMODAL);
      }
      if (losses.contrastive()) {
        tasks.add(CONTRASTIVE);
      }
      return tasks;
    }
  }

  private final Config config;
  private final FeatureDecomposition decomposition;
  private final Mlp sentiment;
  private final Optional<Mlp> polarity;
  private final Optional<UnimodalHead> unimodal;

  Dmmsa(Weights weights, Config config, InputDims dims) {
    this.config = config;
    decomposition = new FeatureDecomposition(weights, config, dims);
    Weights head = weights.scope("head");
    sentiment = fused(head.scope("sentiment"), 1);
    polarity =
        config.losses().polarity()
            ? Optional.of(fused(head.scope("polarity"), Targets.CLASSES))
            : Optional.empty();
    unimodal =
        config.losses().unimodal()
            ? Optional.of(
                new UnimodalHead(head.scope("unimodal"), config.feature(), config.headLayers()))
            : Optional.empty();
  }

  /** A head over all six features. */
  private Mlp fused(Weights weights, int out) {
    return Mlp.narrowing(weights, 6 * config.feature(), config.width(), config.headLayers(), out);
  }

  /** What both passes come to: polarity still as logits [B, C]. */
  private record Heads(
      Operand<TFloat32> sentiment,
      Optional<Operand<TFloat32>> polarity,
      Optional<Operand<TFloat32>> unimodal,
      DecomposedFeatures features) {}

  private Heads heads(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    DecomposedFeatures features = decompose(pass, inputs);
    Operand<TFloat32> fused = tf.concat(features.inOrder(), tf.constant(1)); // [B, 6d]
    Operand<TFloat32> score = tf.reshape(sentiment.apply(pass, fused), tf.constant(new int[] {-1}));
    return new Heads(
        score,
        polarity.map(mlp -> mlp.apply(pass, fused)),
        unimodal.map(each -> each.scores(pass, features)),
        features);
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Heads heads = heads(pass, inputs);
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(Outputs.SENTIMENT, heads.sentiment());
    heads.polarity().ifPresent(p -> outputs.put(Outputs.POLARITY, pass.tf().nn.softmax(p)));
    heads.unimodal().ifPresent(u -> outputs.put(Outputs.UNIMODAL, u));
    Operand<TFloat32> features = heads.features().stacked(pass.tf());
    return new Outputs(outputs, Optional.empty(), Optional.of(features));
  }

  /** Similar and dissimilar features of all three modalities. */
  DecomposedFeatures decompose(Pass pass, Inputs inputs) {
    return decomposition.decompose(pass, decomposition.vectors(pass, inputs));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Ops tf = pass.tf();
    Heads heads = heads(pass, inputs);
    Config.Losses losses = config.losses();
    Map<String, Operand<TFloat32>> terms = new LinkedHashMap<>();
    terms.put(
        SENTIMENT,
        losses.regression().of(tf, heads.sentiment(), targets.sentiment(), losses.phi()));
    heads
        .polarity()
        .ifPresent(p -> terms.put(POLARITY, CrossEntropy.of(tf, p, targets.polarity())));
    heads
        .unimodal()
        .ifPresent(
            scores ->
                terms.put(
                    UNIMODAL,
                    losses
                        .regression()
                        .of(tf, scores, UnimodalHead.targets(tf, targets), losses.phi())));
    if (losses.contrastive()) {
      terms.put(
          CONTRASTIVE,
          ContrastiveLoss.of(tf, heads.features(), losses.temperature(), losses.form()));
    }
    return Terms.of(terms, heads.features().inOrder());
  }
}
