package org.dmmsa.training;

import org.dmmsa.model.graph.Weight;

/** Weights that share a learning rate. */
public enum WeightGroup {
  /** The text encoder that came pretrained. */
  BERT,
  /** All that starts from random values. */
  REST;

  /** The group of a weight. */
  public static WeightGroup of(Weight weight) {
    return weight.path().startsWith("text/bert/") ? BERT : REST;
  }

  /** Its name in logs and checkpoints. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
