package org.dmmsa.model.baseline;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.loss.AbsoluteError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What MMSA's late-fusion networks have in common: a vector of each modality's whole clip, which a
 * subclass fuses and scores. Loss: L1.
 *
 * <pre>
 * text features ── LSTM, last state, linear ──────── t [B, Dt]
 * audio frames ─── mean over time, three layers ──── a [B, Da]
 * vision frames ── mean over time, three layers ──── v [B, Dv]
 * </pre>
 *
 * <p>As in MMSA, means are over all frames of the trained length, padding included, and the LSTM
 * reads all of its steps. Differs from MMSA in what a batch brings: steps that it lacks of the
 * trained length are zeros, and what it has beyond is cut. For published files that is the same. A
 * training batch of one row is allowed, see {@link org.dmmsa.model.layer.BatchNorm}.
 */
abstract class LateFusion implements SentimentModel {
  /** The name of the loss term. */
  static final String SENTIMENT = "sentiment";

  /** What such a network reads. */
  static final Set<Input> INPUTS =
      Collections.unmodifiableSet(EnumSet.of(Input.TEXT, Input.AUDIO, Input.VISION));

  private final LstmEncoder text;
  private final MeanEncoder audio;
  private final MeanEncoder vision;

  /**
   * The choices that they share.
   *
   * @param textHidden numbers of the text LSTM's state
   * @param audioHidden Da, width of the audio network
   * @param visionHidden Dv, width of the vision network
   * @param textOut Dt, width that the text's state is mapped to
   * @param textDropout rate on the text's state
   * @param audioDropout rate on the normalized mean of the audio
   * @param visionDropout rate on that of the vision
   */
  record Sizes(
      int textHidden,
      int audioHidden,
      int visionHidden,
      int textOut,
      float textDropout,
      float audioDropout,
      float visionDropout) {
    Sizes {
      ConfigCheck.requireSize(textHidden, "text_hidden");
      ConfigCheck.requireSize(audioHidden, "audio_hidden");
      ConfigCheck.requireSize(visionHidden, "vision_hidden");
      ConfigCheck.requireSize(textOut, "text_out");
      ConfigCheck.requireRate(textDropout, "text_dropout");
      ConfigCheck.requireRate(audioDropout, "audio_dropout");
      ConfigCheck.requireRate(visionDropout, "vision_dropout");
    }
  }

  /**
   * What the modalities come to.
   *
   * @param text t [B, Dt]
   * @param audio a [B, Da]
   * @param vision v [B, Dv]
   */
  record Vectors(Operand<TFloat32> text, Operand<TFloat32> audio, Operand<TFloat32> vision) {}

  LateFusion(Weights weights, Sizes sizes, InputDims dims) {
    text =
        new LstmEncoder(
            weights.scope("text"),
            dims.of(Input.TEXT),
            sizes.textHidden(),
            sizes.textOut(),
            sizes.textDropout());
    audio =
        new MeanEncoder(
            weights.scope("audio"),
            dims.of(Input.AUDIO),
            sizes.audioHidden(),
            sizes.audioDropout());
    vision =
        new MeanEncoder(
            weights.scope("vision"),
            dims.of(Input.VISION),
            sizes.visionHidden(),
            sizes.visionDropout());
  }

  /** One vector of all three, [B, ...]. */
  abstract Operand<TFloat32> fuse(Ops tf, Vectors vectors);

  /** The score of what was fused, [B]. */
  abstract Operand<TFloat32> score(Pass pass, Operand<TFloat32> fused);

  final Vectors vectors(Pass pass, Inputs inputs) {
    return new Vectors(
        text.ofAllSteps(pass, inputs.frames(Input.TEXT)),
        audio.apply(pass, inputs.frames(Input.AUDIO)),
        vision.apply(pass, inputs.frames(Input.VISION)));
  }

  @Override
  public final Outputs forward(Pass pass, Inputs inputs) {
    return Outputs.of(score(pass, fuse(pass.tf(), vectors(pass, inputs))));
  }

  @Override
  public final Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> score = forward(pass, inputs).sentiment();
    return Terms.of(Map.of(SENTIMENT, AbsoluteError.of(pass.tf(), score, targets.sentiment())));
  }
}
