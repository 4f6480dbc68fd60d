package org.dmmsa.training.recipe;

import org.dmmsa.model.ConfigCheck;

/**
 * How the neighbours of a training row are found, see {@link Neighbours}; a section of a config.
 *
 * @param every epochs after which they are found anew, from the first on
 * @param candidates rows of each kind that two are drawn from
 * @param labels when two rows have the same label
 * @param faithful whether to take ranks for row numbers, as ConFEDE's code does by mistake
 */
public record Retrieval(int every, int candidates, Match labels, boolean faithful) {
  /** When two labels are the same. */
  public enum Match {
    /**
     * When they round to the same whole number, halves to the even one (ConFEDE on MOSI, MOSEI).
     */
    ROUNDED,
    /** When they are equal (ConFEDE on SIMS). */
    EXACT
  }

  public Retrieval {
    ConfigCheck.require(every >= 1, "every", every, "at least 1");
    ConfigCheck.require(candidates >= 2, "candidates", candidates, "at least 2");
  }

  /** What rows with the same label have in common. */
  double key(float label) {
    return labels == Match.ROUNDED ? Math.rint(label) : label;
  }
}
