package org.dmmsa.model.decomposition;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.Modality;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Three encoders and six projections: each modality becomes a vector, and each vector a similar and
 * a dissimilar feature. ConFEDE's network (Yang et al. 2023) up to its heads, which DMMSA keeps.
 *
 * <pre>
 * text tokens  ── BERT ───────────── [B, Dt] ─┬ similar    Ts [B, d]
 *                                             └ dissimilar Td [B, d]
 * audio frames ── SequenceEncoder ── [B, D]  ─┬ As, Ad
 * vision frames ─ SequenceEncoder ── [B, D]  ─┴ Vs, Vd
 * </pre>
 *
 * <p>Without a BERT, text is the mean of its features, which are read in place of tokens.
 */
public final class FeatureDecomposition {
  private final DecomposedConfig config;
  private final TextEncoder text;
  private final SequenceEncoder audio;
  private final SequenceEncoder vision;
  private final List<FeatureProjection> projections = new ArrayList<>();

  public FeatureDecomposition(Weights weights, DecomposedConfig config, InputDims dims) {
    this.config = config;
    text = TextEncoder.of(weights.scope("text").scope("bert"), config, dims);
    audio = new SequenceEncoder(weights.scope("audio"), config.audio(dims));
    vision = new SequenceEncoder(weights.scope("vision"), config.vision(dims));
    Weights project = weights.scope("project");
    for (Modality modality : Modality.values()) {
      int in = modality == Modality.TEXT ? text.width() : config.width();
      Weights of = project.scope(modality.key());
      for (String kind : List.of("similar", "dissimilar")) {
        projections.add(
            new FeatureProjection(of.scope(kind), in, config.feature(), config.featureDropout()));
      }
    }
  }

  /** What the encoders give: text [B, Dt], audio and vision [B, D]. */
  public List<Operand<TFloat32>> vectors(Pass pass, Inputs inputs) {
    return List.of(
        text.vector(pass, inputs),
        audio.apply(pass, inputs.frames(Input.AUDIO)).pooled(),
        vision.apply(pass, inputs.frames(Input.VISION)).pooled());
  }

  /** Takes {@link #vectors} apart. */
  public DecomposedFeatures decompose(Pass pass, List<Operand<TFloat32>> vectors) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    List<Operand<TFloat32>> kept =
        vectors.stream()
            .<Operand<TFloat32>>map(vector -> pass.dropRows(vector, config.modalityDropout()))
            .toList();
    for (int i = 0; i < projections.size(); i++) {
      parts.add(projections.get(i).apply(pass, kept.get(i / 2)));
    }
    return new DecomposedFeatures(
        parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
  }
}
