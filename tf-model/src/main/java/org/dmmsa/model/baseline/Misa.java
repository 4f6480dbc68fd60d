package org.dmmsa.model.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.ConfigCheck;
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
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.LayerNorm;
import org.dmmsa.model.layer.Masks;
import org.dmmsa.model.layer.TrainedLength;
import org.dmmsa.model.layer.TransformerLayer;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.model.loss.MeanOf;
import org.dmmsa.model.loss.MomentDiscrepancy;
import org.dmmsa.model.loss.Orthogonality;
import org.dmmsa.model.loss.SquaredError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * MISA: modality-invariant and -specific representations (Hazarika et al., ACM MM 2020), as MMSA
 * has it.
 *
 * <pre>
 * text tokens   ── BERT, mean of the states ──────────────────┐
 * vision frames ── two BiLSTMs, last states ── linear, ReLU, norm ── x_m [B, D], m = t, v, a
 * audio frames  ── two BiLSTMs, last states ──────────────────┘
 *
 * p_m = σ(linear of m's own (x_m))   s_m = σ(linear of all (x_m))   x̂_m = linear of m's own (p_m + s_m)
 * (p_t, p_v, p_a, s_t, s_v, s_a)  [B, 6, D] ── transformer layer ── [B, 6D] ── head ── score [B]
 * </pre>
 *
 * <p>Four terms, which a config's {@code weighting} weighs: the squared error of the score; {@link
 * Orthogonality} of p_m and s_m and of each two p, six pairs summed; {@link MomentDiscrepancy} of
 * each two s, the mean of three; the squared error of x̂_m, the mean of three. All but the first
 * look at the rows of a batch, or of a micro-batch, together.
 *
 * <p>Differs from MMSA in leaving out arrays that are never used there, a discriminator and a norm
 * over text; in frames that a batch lacks, which are zeros here; and in a batch of one row, see
 * {@link MomentDiscrepancy}.
 */
public final class Misa implements SentimentModel {
  /** The name of the loss term of the score. */
  public static final String SENTIMENT = "sentiment";

  /** That of what specific features should not share: {@code diff_weight} in MMSA weighs it. */
  public static final String DIFFERENCE = "difference";

  /** That of how unlike invariant features are: {@code sim_weight}. */
  public static final String SIMILARITY = "similarity";

  /** That of what both do not keep: {@code recon_weight}. */
  public static final String RECONSTRUCTION = "reconstruction";

  private static final List<Modality> ORDER =
      List.of(Modality.TEXT, Modality.VISION, Modality.AUDIO);
  private static final int MOMENTS = 5; // MMSA's constant
  private static final float EPSILON = 1e-5f; // PyTorch's default

  /** How many frames of audio and vision are read. */
  public enum Frames {
    /** As many as the text has tokens, from the first: MMSA's choice also for unaligned data. */
    TEXT,
    /** To the last that is not padding, see {@link Masks#ofFrames}. */
    OWN
  }

  /**
   * The choices of such a network; a section of a config.
   *
   * @param bert rates inside the text encoder
   * @param frames how many frames are read
   * @param width D
   * @param heads attention heads of the transformer layer
   * @param inner width of its feed-forward block
   * @param fusionDropout rate in it
   * @param headDropout rate in the head
   */
  public record Config(
      BertDropout bert,
      Frames frames,
      int width,
      int heads,
      int inner,
      float fusionDropout,
      float headDropout)
      implements ModelConfig {
    public Config {
      ConfigCheck.requireSize(width, "width");
      ConfigCheck.require(
          heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width " + width);
      ConfigCheck.requireSize(inner, "inner");
      ConfigCheck.requireRate(fusionDropout, "fusion_dropout");
      ConfigCheck.requireRate(headDropout, "head_dropout");
    }

    @Override
    public Set<Input> inputs() {
      return Modality.ALL_INPUTS;
    }

    @Override
    public Misa build(Weights weights, InputDims dims) {
      return new Misa(weights, this, dims);
    }

    @Override
    public List<String> weightedTerms() {
      return List.of(DIFFERENCE, SIMILARITY, RECONSTRUCTION);
    }

    private TransformerSizes fusion() {
      return new TransformerSizes(
          1,
          width,
          heads,
          inner,
          Activation.RELU,
          EPSILON,
          fusionDropout,
          fusionDropout,
          fusionDropout);
    }
  }

  private final Config config;
  private final InputDims dims;
  private final int positions;
  private final BertEncoder text;
  private final StackedBiLstm audio;
  private final StackedBiLstm vision;
  private final List<Dense> projections = new ArrayList<>();
  private final List<LayerNorm> norms = new ArrayList<>();
  private final List<Dense> specific = new ArrayList<>();
  private final Dense invariant;
  private final List<Dense> reconstructions = new ArrayList<>();
  private final TransformerLayer fusion;
  private final Dense hidden;
  private final Dense last;

  /**
   * What the modalities come to; lists are in the order text, vision, audio.
   *
   * @param utterances what the encoders give: [B, Dt], [B, 4Fv], [B, 4Fa]
   * @param projected x_m [B, D]
   * @param specific p_m [B, D]
   * @param invariant s_m [B, D]
   * @param sequence what the transformer layer gives, [B, 6, D]
   */
  record Features(
      List<Operand<TFloat32>> utterances,
      List<Operand<TFloat32>> projected,
      List<Operand<TFloat32>> specific,
      List<Operand<TFloat32>> invariant,
      Operand<TFloat32> sequence) {}

  Misa(Weights weights, Config config, InputDims dims) {
    this.config = config;
    this.dims = dims;
    BertSizes bert = config.bert().in(dims);
    positions = bert.positions();
    text = new BertEncoder(weights.scope("text").scope("bert"), bert, TextPooling.MEAN);
    int audioFeatures = dims.of(Input.AUDIO).features();
    int visionFeatures = dims.of(Input.VISION).features();
    audio = new StackedBiLstm(weights.scope("audio"), audioFeatures);
    vision = new StackedBiLstm(weights.scope("vision"), visionFeatures);
    int width = config.width();
    List<Integer> given = List.of(bert.encoder().width(), 4 * visionFeatures, 4 * audioFeatures);
    Weights project = weights.scope("project");
    Weights own = weights.scope("specific");
    Weights reconstruct = weights.scope("reconstruct");
    for (int i = 0; i < ORDER.size(); i++) {
      String key = ORDER.get(i).key();
      Weights map = project.scope(key);
      projections.add(new Dense(map, given.get(i), width));
      norms.add(new LayerNorm(map.scope("norm"), width, EPSILON));
      specific.add(new Dense(own.scope(key), width, width));
      reconstructions.add(new Dense(reconstruct.scope(key), width, width));
    }
    invariant = new Dense(weights.scope("invariant"), width, width);
    fusion = TransformerLayer.startingAsTorch(weights.scope("fusion"), config.fusion());
    Weights head = weights.scope("head");
    hidden = new Dense(head.scope("0"), 6 * width, 3 * width);
    last = new Dense(head.scope("1"), 3 * width, 1);
  }

  Features features(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    List<Operand<TFloat32>> utterances =
        List.of(
            text.vector(pass, inputs.tokens()),
            ofFrames(pass, vision, inputs, Input.VISION),
            ofFrames(pass, audio, inputs, Input.AUDIO));
    List<Operand<TFloat32>> projected = new ArrayList<>();
    List<Operand<TFloat32>> apart = new ArrayList<>();
    List<Operand<TFloat32>> common = new ArrayList<>();
    for (int i = 0; i < ORDER.size(); i++) {
      Operand<TFloat32> mapped =
          Activation.RELU.apply(tf, projections.get(i).apply(pass, utterances.get(i)));
      Operand<TFloat32> x = norms.get(i).apply(pass, mapped);
      projected.add(x);
      apart.add(sigmoid(pass, specific.get(i), x));
      common.add(sigmoid(pass, invariant, x));
    }
    List<Operand<TFloat32>> six = new ArrayList<>(apart);
    six.addAll(common);
    Operand<TFloat32> sequence =
        fusion.apply(
            pass,
            tf.stack(six, Stack.axis(1L)), // [B, 6, D]
            tf.constant(0f)); // nothing is padding
    return new Features(utterances, projected, apart, common, sequence);
  }

  private static Operand<TFloat32> sigmoid(Pass pass, Dense map, Operand<TFloat32> x) {
    return Activation.SIGMOID.apply(pass.tf(), map.apply(pass, x));
  }

  private Operand<TFloat32> ofFrames(Pass pass, StackedBiLstm encoder, Inputs inputs, Input input) {
    Ops tf = pass.tf();
    Operand<TFloat32> given = inputs.frames(input);
    if (config.frames() == Frames.OWN) {
      Operand<TFloat32> fitted = TrainedLength.fit(tf, given, dims.of(input).frames(), 1);
      return encoder.apply(pass, fitted, Masks.lengths(tf, Masks.ofFrames(tf, fitted)));
    }
    Operand<TInt32> mask = inputs.tokens().mask(); // [B, L]
    Operand<TInt32> longest = tf.gather(tf.shape(mask), tf.constant(1), tf.constant(0));
    Operand<TInt32> tokens =
        tf.math.minimum(tf.reduceSum(mask, tf.constant(1)), tf.constant(positions));
    return encoder.apply(
        pass, TrainedLength.exactly(tf, given, dims.of(input).frames(), longest), tokens);
  }

  /** x̂_m, in the order text, vision, audio. */
  List<Operand<TFloat32>> reconstructions(Pass pass, Features features) {
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (int i = 0; i < ORDER.size(); i++) {
      Operand<TFloat32> sum =
          pass.tf().math.add(features.specific().get(i), features.invariant().get(i));
      all.add(reconstructions.get(i).apply(pass, sum));
    }
    return all;
  }

  private Operand<TFloat32> score(Pass pass, Features features) {
    Ops tf = pass.tf();
    Operand<TFloat32> joined =
        tf.reshape(features.sequence(), tf.constant(new int[] {-1, 6 * config.width()}));
    Operand<TFloat32> dropped = pass.dropout(hidden.apply(pass, joined), config.headDropout());
    Operand<TFloat32> score = last.apply(pass, Activation.RELU.apply(tf, dropped));
    return tf.reshape(score, tf.constant(new int[] {-1}));
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    return Outputs.of(score(pass, features(pass, inputs)));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Ops tf = pass.tf();
    Features features = features(pass, inputs);
    List<Operand<TFloat32>> rebuilt = reconstructions(pass, features);
    List<Operand<TFloat32>> different = new ArrayList<>();
    List<Operand<TFloat32>> similar = new ArrayList<>();
    List<Operand<TFloat32>> kept = new ArrayList<>();
    for (int i = 0; i < ORDER.size(); i++) {
      Operand<TFloat32> p = features.specific().get(i);
      Operand<TFloat32> s = features.invariant().get(i);
      different.add(Orthogonality.of(tf, p, s));
      for (int j = 0; j < i; j++) {
        different.add(Orthogonality.of(tf, p, features.specific().get(j)));
        similar.add(MomentDiscrepancy.of(tf, s, features.invariant().get(j), MOMENTS));
      }
      Operand<TFloat32> x = features.projected().get(i);
      kept.add(MeanOf.all(tf, tf.math.squaredDifference(rebuilt.get(i), x)));
    }
    Map<String, Operand<TFloat32>> losses = new LinkedHashMap<>();
    losses.put(SENTIMENT, SquaredError.of(tf, score(pass, features), targets.sentiment()));
    losses.put(DIFFERENCE, tf.math.addN(different));
    losses.put(SIMILARITY, MeanOf.all(tf, tf.stack(similar)));
    losses.put(RECONSTRUCTION, MeanOf.all(tf, tf.stack(kept)));
    return Terms.of(losses);
  }
}
