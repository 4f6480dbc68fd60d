package org.dmmsa.model.baseline;

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
import org.dmmsa.model.decomposition.DecomposedConfig;
import org.dmmsa.model.decomposition.DecomposedFeatures;
import org.dmmsa.model.decomposition.FeatureDecomposition;
import org.dmmsa.model.decomposition.NeighbourContrast;
import org.dmmsa.model.decomposition.UnimodalHead;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Mlp;
import org.dmmsa.model.loss.SquaredError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * ConFEDE: contrastive feature decomposition for multimodal sentiment analysis (Yang et al., ACL
 * 2023), as its authors' code has it.
 *
 * <pre>
 * {@link FeatureDecomposition} ── Ts, Td, As, Ad, Vs, Vd [B, d] each
 * concat of the six [B, 6d] ── fused head, widths D, D/2, D/4, D/8, 1 ── [B]
 * each of the six ── one shared head, widths d/2, d/4, 1 ── [B, 6]
 * </pre>
 *
 * <p>Loss: squared error of the fused score, 0.1 times the contrastive loss, 0.01 times the squared
 * error of the six; the terms are given unweighted. In training, rows come in groups: a sample and
 * its six neighbours, see {@link NeighbourContrast}; both errors are over all of them.
 *
 * <p>Differs from ConFEDE's code: two linear layers and a table that each encoder declares and
 * never uses are left out, the six features are concatenated in another order, the heads' first
 * weights are {@link Mlp}'s, and text is read from the data's token ids.
 */
public final class Confede implements SentimentModel {
  /** Names of the loss terms, as logs and configs have them. */
  public static final String SENTIMENT = "sentiment";

  public static final String UNIMODAL = "unimodal";
  public static final String CONTRASTIVE = "contrastive";

  private static final int HIDDEN = 4; // layers of the fused head

  /**
   * The choices of such a network; a section of a config.
   *
   * @param bert rates inside the text encoder
   * @param width D of the audio and vision encoders, and of the fused head
   * @param heads of their attention
   * @param inner width of their feed-forward blocks
   * @param audioLayers transformer layers of the audio encoder
   * @param visionLayers transformer layers of the vision encoder
   * @param feature d, width of each of the six features
   * @param dropout rate in the audio and vision encoders
   * @param featureDropout rate on the six features
   * @param pooling how a sequence of frames becomes a vector
   * @param temperature τ of the contrastive loss
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
      Pooling pooling,
      float temperature)
      implements DecomposedConfig {
    public Config {
      DecomposedConfig.requireSizes(width, heads, inner, audioLayers, visionLayers, feature);
      ConfigCheck.requireRate(dropout, "dropout");
      ConfigCheck.requireRate(featureDropout, "feature_dropout");
      ConfigCheck.require(temperature > 0, "temperature", temperature, "a number above 0");
    }

    @Override
    public Optional<BertDropout> textBert() {
      return Optional.of(bert);
    }

    @Override
    public Confede build(Weights weights, InputDims dims) {
      return new Confede(weights, this, dims);
    }

    @Override
    public List<String> weightedTerms() {
      return List.of(UNIMODAL, CONTRASTIVE);
    }

    @Override
    public boolean hasOwnRecipe() {
      return true;
    }
  }

  private final float temperature;
  private final FeatureDecomposition decomposition;
  private final Mlp sentiment;
  private final UnimodalHead unimodal;

  Confede(Weights weights, Config config, InputDims dims) {
    temperature = config.temperature();
    decomposition = new FeatureDecomposition(weights, config, dims);
    Weights head = weights.scope("head");
    int feature = config.feature();
    sentiment = Mlp.narrowing(head.scope("sentiment"), 6 * feature, config.width(), HIDDEN, 1);
    unimodal = new UnimodalHead(head.scope("unimodal"), feature, HIDDEN);
  }

  /** What both passes come to. */
  private record Heads(
      Operand<TFloat32> sentiment,
      Operand<TFloat32> unimodal,
      DecomposedFeatures features,
      List<Operand<TFloat32>> vectors) {}

  private Heads heads(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    List<Operand<TFloat32>> vectors = decomposition.vectors(pass, inputs);
    DecomposedFeatures features = decomposition.decompose(pass, vectors);
    Operand<TFloat32> fused = tf.concat(features.inOrder(), tf.constant(1)); // [B, 6d]
    return new Heads(
        tf.reshape(sentiment.apply(pass, fused), tf.constant(new int[] {-1})),
        unimodal.scores(pass, features),
        features,
        vectors);
  }

  /** Neighbours are found by what the encoders give. */
  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Heads heads = heads(pass, inputs);
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(Outputs.SENTIMENT, heads.sentiment());
    outputs.put(Outputs.UNIMODAL, heads.unimodal());
    Operand<TFloat32> embedding = pass.tf().concat(heads.vectors(), pass.tf().constant(1));
    Operand<TFloat32> features = heads.features().stacked(pass.tf());
    return new Outputs(outputs, Optional.of(embedding), Optional.of(features));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Ops tf = pass.tf();
    Heads heads = heads(pass, inputs);
    Map<String, Operand<TFloat32>> terms = new LinkedHashMap<>();
    terms.put(SENTIMENT, SquaredError.of(tf, heads.sentiment(), targets.sentiment()));
    terms.put(UNIMODAL, SquaredError.of(tf, heads.unimodal(), UnimodalHead.targets(tf, targets)));
    terms.put(CONTRASTIVE, NeighbourContrast.of(tf, heads.features(), temperature));
    return Terms.of(terms, heads.features().inOrder());
  }
}
