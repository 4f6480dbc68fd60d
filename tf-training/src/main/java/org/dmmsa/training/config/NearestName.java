package org.dmmsa.training.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what a user probably meant by a name that nothing has. */
public final class NearestName {
  private NearestName() {}

  /**
   * The known name with the fewest changed letters, if at most a third of the letters (at least
   * one) change.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    Optional<String> nearest = Optional.empty();
    int fewest = Integer.MAX_VALUE;
    for (String candidate : known) {
      int changes = changes(name, candidate);
      int allowed = Math.max(1, Math.max(name.length(), candidate.length()) / 3);
      if (changes <= allowed && changes < fewest) {
        fewest = changes;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  /** Letters put in, left out, replaced, or swapped with their neighbour. */
  private static int changes(String from, String to) {
    int[][] changes = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          changes[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(changes[i - 1][j], changes[i][j - 1]) + 1;
        least = Math.min(least, changes[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          least = Math.min(least, changes[i - 2][j - 2] + 1);
        }
        changes[i][j] = least;
      }
    }
    return changes[from.length()][to.length()];
  }
}
