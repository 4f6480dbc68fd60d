package org.dmmsa.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Features;
import org.dmmsa.model.layer.Mlp;
import org.dmmsa.model.layer.Projection;
import org.dmmsa.model.loss.ContrastiveLoss;
import org.dmmsa.model.loss.CrossEntropy;
import org.dmmsa.model.loss.SmoothL1;
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
 * unweighted. Heads as in ConFEDE: hidden widths D, D/2, D/4, D/8 for the fused heads, d/2 and d/4
 * for the unimodal one. What the paper leaves open is decided as the configs' comments say.
 */
public final class Dmmsa implements SentimentModel {
  /** Names of the loss terms, as logs and configs have them. */
  public static final String SENTIMENT = "sentiment";

  public static final String POLARITY = "polarity";
  public static final String UNIMODAL = "unimodal";
  public static final String CONTRASTIVE = "contrastive";

  private final DmmsaObjectives objectives;
  private final BertEncoder text;
  private final SequenceEncoder audio;
  private final SequenceEncoder vision;
  private final List<Projection> projections = new ArrayList<>();
  private final Mlp sentiment;
  private final Optional<Mlp> polarity;
  private final Optional<Mlp> unimodal;

  public Dmmsa(Weights weights, BertSizes bert, DmmsaSizes sizes, DmmsaObjectives objectives) {
    this.objectives = objectives;
    int width = sizes.width();
    int feature = sizes.feature();
    text = new BertEncoder(weights.scope("text").scope("bert"), bert);
    audio = new SequenceEncoder(weights.scope("audio"), sizes.audio());
    vision = new SequenceEncoder(weights.scope("vision"), sizes.vision());
    Weights project = weights.scope("project");
    for (String modality : List.of("text", "audio", "vision")) {
      int in = modality.equals("text") ? bert.encoder().width() : width;
      Weights of = project.scope(modality);
      for (String kind : List.of("similar", "dissimilar")) {
        projections.add(new Projection(of.scope(kind), in, feature, sizes.dropout()));
      }
    }
    Weights head = weights.scope("head");
    int[] fused = {6 * feature, width, width / 2, width / 4, width / 8, 1};
    sentiment = new Mlp(head.scope("sentiment"), fused);
    fused[5] = sizes.classes();
    polarity =
        objectives.polarity()
            ? Optional.of(new Mlp(head.scope("polarity"), fused))
            : Optional.empty();
    unimodal =
        objectives.unimodal()
            ? Optional.of(new Mlp(head.scope("unimodal"), feature, feature / 2, feature / 4, 1))
            : Optional.empty();
  }

  @Override
  public Heads forward(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Features features = decompose(pass, inputs);
    Operand<TFloat32> fused = tf.concat(features.inOrder(), tf.constant(1)); // [B, 6d]
    Pass head = pass.scope("head");
    Operand<TFloat32> score =
        tf.reshape(sentiment.apply(head.scope("sentiment"), fused), tf.constant(new int[] {-1}));
    return new Heads(
        score,
        polarity.map(mlp -> mlp.apply(head.scope("polarity"), fused)),
        unimodal.map(mlp -> eachAlone(head.scope("unimodal"), mlp, features)),
        Optional.of(features));
  }

  private Features decompose(Pass pass, Inputs inputs) {
    Operand<TFloat32> t = text.apply(pass.scope("text").scope("bert"), inputs.text()).pooled();
    Operand<TFloat32> a = audio.apply(pass.scope("audio"), inputs.audio()).pooled();
    Operand<TFloat32> v = vision.apply(pass.scope("vision"), inputs.vision()).pooled();
    Pass project = pass.scope("project");
    return new Features(
        projections.get(0).apply(project, t),
        projections.get(1).apply(project, t),
        projections.get(2).apply(project, a),
        projections.get(3).apply(project, a),
        projections.get(4).apply(project, v),
        projections.get(5).apply(project, v));
  }

  private static Operand<TFloat32> eachAlone(Pass pass, Mlp mlp, Features features) {
    Ops tf = pass.tf();
    Operand<TFloat32> stacked = tf.concat(features.inOrder(), tf.constant(0)); // [6B, d]
    Operand<TFloat32> scores = mlp.apply(pass, stacked); // [6B, 1]
    return tf.linalg.transpose(
        tf.reshape(scores, tf.constant(new int[] {6, -1})), tf.constant(new int[] {1, 0}));
  }

  @Override
  public List<LossTerm> losses(Ops tf, Heads heads, Targets targets) {
    List<LossTerm> terms = new ArrayList<>();
    terms.add(
        new LossTerm(
            SENTIMENT, SmoothL1.of(tf, heads.sentiment(), targets.sentiment(), objectives.phi())));
    heads
        .polarity()
        .ifPresent(
            logits ->
                terms.add(new LossTerm(POLARITY, CrossEntropy.of(tf, logits, targets.polarity()))));
    heads
        .unimodal()
        .ifPresent(
            scores ->
                terms.add(
                    new LossTerm(
                        UNIMODAL,
                        SmoothL1.of(tf, scores, unimodalTargets(tf, targets), objectives.phi()))));
    if (objectives.contrastive()) {
      terms.add(
          new LossTerm(
              CONTRASTIVE,
              ContrastiveLoss.of(
                  tf,
                  heads.features().orElseThrow(),
                  objectives.temperature(),
                  objectives.form())));
    }
    return terms;
  }

  /** Similar features are to tell the multimodal score, dissimilar ones that of their modality. */
  private static Operand<TFloat32> unimodalTargets(Ops tf, Targets targets) {
    Operand<TFloat32> y = targets.sentiment();
    return tf.stack(
        List.of(y, targets.text(), y, targets.audio(), y, targets.vision()),
        org.tensorflow.op.core.Stack.axis(1L)); // [B, 6]
  }

  @Override
  public List<String> lossNames() {
    List<String> names = new ArrayList<>(List.of(SENTIMENT));
    if (objectives.polarity()) {
      names.add(POLARITY);
    }
    if (objectives.unimodal()) {
      names.add(UNIMODAL);
    }
    if (objectives.contrastive()) {
      names.add(CONTRASTIVE);
    }
    return names;
  }
}
