package org.dmmsa.model;

import java.util.Locale;
import java.util.Set;

/** One of the three ways in which a person shows sentiment. */
public enum Modality {
  TEXT,
  AUDIO,
  VISION;

  /** Its name in weight paths, logs and targets, as in {@code audio}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its encoder reads, where text is read as tokens. */
  public Set<Input> inputs() {
    return switch (this) {
      case TEXT -> Input.TOKENS;
      case AUDIO -> Set.of(Input.AUDIO);
      case VISION -> Set.of(Input.VISION);
    };
  }
}
