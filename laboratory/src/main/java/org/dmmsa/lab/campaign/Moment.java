package org.dmmsa.lab.campaign;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * When a process is killed: at a time, or shortly after files have changed.
 *
 * @param share of what the uninterrupted run took, where it is a time
 * @param watched whose change is waited for; none for a time
 * @param change which of the changes, from 1
 * @param delayMillis after that
 */
record Moment(double share, Optional<Watched> watched, int change, int delayMillis) {
  private static final double POLL = 0.003; // seconds

  static Moment at(double share) {
    return new Moment(share, Optional.empty(), 0, 0);
  }

  static Moment after(Watched watched, int change, int delayMillis) {
    return new Moment(0, Optional.of(watched), change, delayMillis);
  }

  /**
   * Waits for it.
   *
   * @param folder that the process writes to
   * @param whole seconds that the uninterrupted run took
   * @param longest that is waited, in seconds
   * @return whether it came before the process ended by itself
   */
  boolean comes(Child child, Path folder, double whole, double longest) {
    if (watched.isEmpty()) {
      return !child.endsWithin(Math.max(0, share * whole - child.seconds()));
    }
    FolderWatch watch = new FolderWatch(folder, watched.get());
    int changes = 0;
    while (changes < change && child.seconds() < longest) {
      if (child.endsWithin(POLL)) {
        return false;
      }
      changes += watch.hasChanged() ? 1 : 0;
    }
    return !child.endsWithin(delayMillis / 1e3);
  }

  /** In words. */
  String text() {
    return watched
        .map(
            files ->
                "%d ms after change %d of %s"
                    .formatted(delayMillis, change, files.name().toLowerCase(Locale.ROOT)))
        .orElseGet(() -> String.format(Locale.ROOT, "at %.3f of the uninterrupted time", share));
  }
}
