package org.dmmsa.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a network answers for a batch, by name: what is scored, logged and served.
 *
 * @param byName [B] or [B, C] each; {@link #SENTIMENT} is always there
 * @param embedding [B, E] what a training method compares rows by, of a network whose method does;
 *     not served
 * @param features [B, 6, d] the decomposed features Ts, Td, As, Ad, Vs, Vd that the answers are of,
 *     of a network that has them; not scored
 */
public record Outputs(
    Map<String, Operand<TFloat32>> byName,
    Optional<Operand<TFloat32>> embedding,
    Optional<Operand<TFloat32>> features) {
  /** [B] the score, in units of the label, not clipped to its range. */
  public static final String SENTIMENT = "sentiment";

  /** [B, C] probabilities of the coarse classes. */
  public static final String POLARITY = "polarity";

  /** [B, 6] scores from each feature alone, in the order Ts, Td, As, Ad, Vs, Vd. */
  public static final String UNIMODAL = "unimodal";

  public Outputs {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    if (!byName.containsKey(SENTIMENT)) {
      throw new IllegalArgumentException(
          "found the outputs " + byName.keySet() + ", expected also " + SENTIMENT);
    }
  }

  /** Answers of a network that has nothing else to give. */
  public Outputs(Map<String, Operand<TFloat32>> byName) {
    this(byName, Optional.empty(), Optional.empty());
  }

  /** The answer of a network that only regresses. */
  public static Outputs of(Operand<TFloat32> sentiment) {
    return new Outputs(Map.of(SENTIMENT, sentiment));
  }

  public Operand<TFloat32> sentiment() {
    return byName.get(SENTIMENT);
  }
}
