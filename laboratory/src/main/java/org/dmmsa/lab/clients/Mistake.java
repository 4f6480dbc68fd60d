package org.dmmsa.lab.clients;

import java.util.Locale;

/** What may be wrong with a request. */
public enum Mistake {
  /** Without the one input that has no default, the text. */
  MISSING_INPUT,
  /** With one that the model does not read. */
  EXTRA_INPUT,
  /** Other numbers than the input has. */
  OTHER_TYPE,
  /** An axis too many or too few. */
  OTHER_RANK,
  /** Frames of more or fewer features. */
  OTHER_WIDTH,
  /** An input of more rows than the text. */
  OTHER_ROWS,
  /** A mask or segments of more tokens than the text. */
  OTHER_LENGTH,
  NO_ROWS,
  /** An input of no frames or tokens. */
  NO_LENGTH,
  /** A token beyond the vocabulary. */
  UNKNOWN_TOKEN,
  NEGATIVE_TOKEN,
  /** A mask or a segment that is neither 0 nor 1. */
  OTHER_MARK,
  /** A feature that is NaN or infinite. */
  NOT_FINITE;

  /** In words. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
