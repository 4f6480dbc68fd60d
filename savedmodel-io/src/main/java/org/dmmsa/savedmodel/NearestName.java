package org.dmmsa.savedmodel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * Finds what was probably meant by a name that nothing has. The nearest name is the one with the
 * fewest letters put in, left out, replaced, or swapped with their neighbour.
 */
public final class NearestName {
  private static final DamerauLevenshteinDistance CHANGES = new DamerauLevenshteinDistance();

  private NearestName() {}

  /** The nearest known name, however far; empty only if none is known. */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(candidate -> CHANGES.apply(name, candidate)));
  }

  /** The nearest known name, if at most a third of the letters (at least one) change. */
  public static Optional<String> meantBy(String name, Collection<String> known) {
    return of(name, known.stream().filter(candidate -> mayBeMeant(name, candidate)).toList());
  }

  private static boolean mayBeMeant(String name, String candidate) {
    int allowed = Math.max(1, Math.max(name.length(), candidate.length()) / 3);
    return CHANGES.apply(name, candidate) <= allowed;
  }
}
