package org.dmmsa.model;

import java.util.Optional;
import org.dmmsa.model.layer.Features;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a model answers for a batch.
 *
 * @param sentiment [B] the score, in units of the label, not clipped to its range
 * @param polarity [B, C] logits of the coarse classes, of a model that has such a head
 * @param unimodal [B, 6] scores from each feature alone, in the order Ts, Td, As, Ad, Vs, Vd
 * @param features what the heads were computed from
 */
public record Heads(
    Operand<TFloat32> sentiment,
    Optional<Operand<TFloat32>> polarity,
    Optional<Operand<TFloat32>> unimodal,
    Optional<Features> features) {

  /** The answer of a model that only regresses. */
  public static Heads of(Operand<TFloat32> sentiment) {
    return new Heads(sentiment, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
