package org.dmmsa.model.dmmsa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.dmmsa.model.PretrainedParts;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.decomposition.DecomposedFeatures;
import org.dmmsa.model.decomposition.FeatureProjection;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Mlp;
import org.dmmsa.model.layer.TransformerSizes;
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
   * @param bert rates inside the text encoder
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
   * @param textPooling how BERT's states become a vector
   * @param headLayers hidden layers of the fused heads, 0 to 4: the first has width D, each further
   *     one half of that before; the unimodal head has at most 2
   * @param losses the terms of the loss
   */
  public record Config(
      BertDropout bert,
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
      implements PretrainedParts {
    private static final float EPSILON = 1e-5f; // PyTorch's, which ConFEDE leaves as it is

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
      ConfigCheck.require(width >= 8, "width", width, "at least 8");
      ConfigCheck.require(
          heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width " + width);
      ConfigCheck.require(inner >= 1, "inner", inner, "at least 1");
      ConfigCheck.require(audioLayers >= 1, "audio_layers", audioLayers, "at least 1");
      ConfigCheck.require(visionLayers >= 1, "vision_layers", visionLayers, "at least 1");
      ConfigCheck.require(feature >= 4, "feature", feature, "at least 4");
      ConfigCheck.requireRate(dropout, "dropout");
      ConfigCheck.requireRate(featureDropout, "feature_dropout");
      ConfigCheck.requireRate(modalityDropout, "modality_dropout");
      ConfigCheck.require(
          headLayers >= 0 && headLayers <= 4, "head_layers", headLayers, "a number from 0 to 4");
    }

    @Override
    public Set<Input> inputs() {
      return Modality.ALL_INPUTS;
    }

    @Override
    public Dmmsa build(Weights weights, InputDims dims) {
      return new Dmmsa(weights, this, dims);
    }

    @Override
    public ModelConfig alone(Modality modality) {
      return switch (modality) {
        case TEXT -> new UnimodalRegressor.OfText(bert, textPooling);
        case AUDIO -> new UnimodalRegressor.OfFrames(modality, Input.AUDIO, this::audio);
        case VISION -> new UnimodalRegressor.OfFrames(modality, Input.VISION, this::vision);
      };
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

    SequenceSizes audio(InputDims dims) {
      return sequence(dims.of(Input.AUDIO), audioLayers);
    }

    SequenceSizes vision(InputDims dims) {
      return sequence(dims.of(Input.VISION), visionLayers);
    }

    /** Widths of a head over all six features, in to out. */
    private int[] fusedHead(int out) {
      return narrowing(6 * feature, width, headLayers, out);
    }

    private int[] unimodalHead() {
      return narrowing(feature, feature / 2, Math.min(headLayers, 2), 1);
    }

    private static int[] narrowing(int in, int widest, int hidden, int out) {
      int[] widths = new int[hidden + 2];
      widths[0] = in;
      for (int i = 0; i < hidden; i++) {
        widths[i + 1] = widest >> i;
      }
      widths[hidden + 1] = out;
      return widths;
    }

    private SequenceSizes sequence(FrameDims dims, int layers) {
      TransformerSizes transformer =
          new TransformerSizes(
              layers, width, heads, inner, Activation.GELU, EPSILON, dropout, dropout, dropout);
      return new SequenceSizes(dims.frames(), dims.features(), transformer, pooling);
    }
  }

  private final Config config;
  private final BertEncoder text;
  private final SequenceEncoder audio;
  private final SequenceEncoder vision;
  private final List<FeatureProjection> projections = new ArrayList<>();
  private final Mlp sentiment;
  private final Optional<Mlp> polarity;
  private final Optional<Mlp> unimodal;

  Dmmsa(Weights weights, Config config, InputDims dims) {
    this.config = config;
    BertSizes bert = config.bert().in(dims);
    text = new BertEncoder(weights.scope("text").scope("bert"), bert, config.textPooling());
    audio = new SequenceEncoder(weights.scope("audio"), config.audio(dims));
    vision = new SequenceEncoder(weights.scope("vision"), config.vision(dims));
    int width = config.width();
    int feature = config.feature();
    Weights project = weights.scope("project");
    for (Modality modality : Modality.values()) {
      int in = modality == Modality.TEXT ? bert.encoder().width() : width;
      Weights of = project.scope(modality.key());
      for (String kind : List.of("similar", "dissimilar")) {
        projections.add(
            new FeatureProjection(of.scope(kind), in, feature, config.featureDropout()));
      }
    }
    Weights head = weights.scope("head");
    sentiment = new Mlp(head.scope("sentiment"), config.fusedHead(1));
    polarity =
        config.losses().polarity()
            ? Optional.of(new Mlp(head.scope("polarity"), config.fusedHead(Targets.CLASSES)))
            : Optional.empty();
    unimodal =
        config.losses().unimodal()
            ? Optional.of(new Mlp(head.scope("unimodal"), config.unimodalHead()))
            : Optional.empty();
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
        unimodal.map(mlp -> eachAlone(pass, mlp, features)),
        features);
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Heads heads = heads(pass, inputs);
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(Outputs.SENTIMENT, heads.sentiment());
    heads.polarity().ifPresent(p -> outputs.put(Outputs.POLARITY, pass.tf().nn.softmax(p)));
    heads.unimodal().ifPresent(u -> outputs.put(Outputs.UNIMODAL, u));
    return new Outputs(outputs);
  }

  /** Similar and dissimilar features of all three modalities. */
  DecomposedFeatures decompose(Pass pass, Inputs inputs) {
    Operand<TFloat32> t = text.vector(pass, inputs.tokens());
    Operand<TFloat32> a = audio.apply(pass, inputs.frames(Input.AUDIO)).pooled();
    Operand<TFloat32> v = vision.apply(pass, inputs.frames(Input.VISION)).pooled();
    t = pass.dropRows(t, config.modalityDropout());
    a = pass.dropRows(a, config.modalityDropout());
    v = pass.dropRows(v, config.modalityDropout());
    return new DecomposedFeatures(
        projections.get(0).apply(pass, t),
        projections.get(1).apply(pass, t),
        projections.get(2).apply(pass, a),
        projections.get(3).apply(pass, a),
        projections.get(4).apply(pass, v),
        projections.get(5).apply(pass, v));
  }

  private static Operand<TFloat32> eachAlone(Pass pass, Mlp mlp, DecomposedFeatures features) {
    Ops tf = pass.tf();
    Operand<TFloat32> stacked = tf.concat(features.inOrder(), tf.constant(0)); // [6B, d]
    Operand<TFloat32> scores = mlp.apply(pass, stacked); // [6B, 1]
    return tf.linalg.transpose(
        tf.reshape(scores, tf.constant(new int[] {6, -1})), tf.constant(new int[] {1, 0}));
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
                        .of(tf, scores, unimodalTargets(tf, targets), losses.phi())));
    if (losses.contrastive()) {
      terms.put(
          CONTRASTIVE,
          ContrastiveLoss.of(tf, heads.features(), losses.temperature(), losses.form()));
    }
    return Terms.of(terms);
  }

  /** Similar features are to tell the multimodal score, dissimilar ones that of their modality. */
  private static Operand<TFloat32> unimodalTargets(Ops tf, Targets targets) {
    Operand<TFloat32> y = targets.sentiment();
    return tf.stack(
        List.of(
            y,
            targets.get(Targets.TEXT),
            y,
            targets.get(Targets.AUDIO),
            y,
            targets.get(Targets.VISION)),
        org.tensorflow.op.core.Stack.axis(1L)); // [B, 6]
  }
}
