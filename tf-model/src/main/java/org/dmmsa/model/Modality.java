package org.dmmsa.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One of the three ways in which a person shows sentiment. */
public enum Modality {
  TEXT,
  AUDIO,
  VISION;

  /** What a network over all three reads, where text is read as tokens. */
  public static final Set<Input> ALL_INPUTS =
      Arrays.stream(values())
          .flatMap(modality -> modality.inputs().stream())
          .collect(
              Collectors.collectingAndThen(
                  Collectors.toCollection(() -> EnumSet.noneOf(Input.class)),
                  Collections::unmodifiableSet));

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
