package org.dmmsa.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a network is trained by.
 *
 * @param losses the terms of the loss, scalars, unweighted, each the mean over the batch; their
 *     names are those of logs and configs and their order is fixed
 * @param signals [B, ...] what a training method wants to know of each row after a step
 * @param shared [B, ...] the features that each of the losses is computed from, nothing else of the
 *     inputs; empty where there are none
 */
public record Terms(
    Map<String, Operand<TFloat32>> losses,
    Map<String, Operand<TFloat32>> signals,
    List<Operand<TFloat32>> shared) {
  public Terms {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
    shared = List.copyOf(shared);
  }

  /** Terms of a network whose method needs no signals. */
  public static Terms of(Map<String, Operand<TFloat32>> losses) {
    return new Terms(losses, Map.of(), List.of());
  }

  /** Terms of such a network whose losses are all computed from these features. */
  public static Terms of(Map<String, Operand<TFloat32>> losses, List<Operand<TFloat32>> shared) {
    return new Terms(losses, Map.of(), shared);
  }

  /** The names of the losses, in order. */
  public List<String> names() {
    return List.copyOf(losses.keySet());
  }
}
