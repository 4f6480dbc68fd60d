package org.dmmsa.training.data.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.pickle.OneLine;

/** Clips that occur twice: within a split, or in two of them. */
final class SplitOverlap {
  /** Shorter texts are the same by chance: "thank you". */
  private static final int WORDS = 4;

  /** Of a split's texts; what is above has been copied. */
  private static final double COPIED = 0.5;

  private static final int SHOWN = 3;

  private SplitOverlap() {}

  static List<Finding> check(List<Split> splits, boolean texts) {
    List<Finding> findings = new ArrayList<>();
    for (Split split : splits) {
      Set<String> twice = twice(split);
      if (!twice.isEmpty()) {
        findings.add(
            Finding.warning(
                "ids", "%d ids occur twice in %s: %s", twice.size(), split.name(), some(twice)));
      }
    }
    for (int i = 0; i < splits.size(); i++) {
      for (int j = i + 1; j < splits.size(); j++) {
        findings.addAll(between(splits.get(i), splits.get(j), texts));
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.fine(
                "overlap",
                "no clip, no video%s occurs in two splits",
                texts ? " and no text of " + WORDS + " words" : ""))
        : findings;
  }

  private static List<Finding> between(Split one, Split other, boolean texts) {
    List<Finding> findings = new ArrayList<>();
    Set<String> ids = shared(all(one, one::id), all(other, other::id));
    if (!ids.isEmpty()) {
      findings.add(
          Finding.error(
              "overlap",
              "%d ids are in %s and in %s: %s",
              ids.size(),
              one.name(),
              other.name(),
              some(ids)));
    }
    Set<String> videos =
        shared(all(one, row -> video(one, row)), all(other, row -> video(other, row)));
    if (!videos.isEmpty()) {
      findings.add(
          Finding.warning(
              "overlap",
              "%d of %d videos of %s are also in %s, so that speakers are known from training: %s",
              videos.size(),
              all(other, row -> video(other, row)).size(),
              other.name(),
              one.name(),
              some(videos)));
    }
    if (texts) {
      texts(one, other).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> texts(Split one, Split other) {
    Set<String> known = all(one, row -> words(one, row));
    List<String> own =
        IntStream.range(0, other.size())
            .mapToObj(row -> words(other, row))
            .filter(Objects::nonNull)
            .toList();
    List<String> copied = own.stream().filter(known::contains).toList();
    if (copied.isEmpty()) {
      return Optional.empty();
    }
    String message = "%d of %d texts of %s with %d words or more are also in %s: %s";
    Object[] values = {
      copied.size(), own.size(), other.name(), WORDS, one.name(), some(new LinkedHashSet<>(copied))
    };
    return Optional.of(
        copied.size() > COPIED * own.size()
            ? Finding.error("overlap", message, values)
            : Finding.warning("overlap", message, values));
  }

  private static Set<String> twice(Split split) {
    Map<String, Integer> counts = new HashMap<>();
    Set<String> twice = new LinkedHashSet<>();
    for (int row = 0; row < split.size(); row++) {
      if (counts.merge(split.id(row), 1, Integer::sum) == 2) {
        twice.add(split.id(row));
      }
    }
    return twice;
  }

  /** What is said of each row, but for rows of which nothing is. */
  private static Set<String> all(Split split, IntFunction<String> of) {
    Set<String> all = new LinkedHashSet<>();
    IntStream.range(0, split.size()).mapToObj(of).filter(Objects::nonNull).forEach(all::add);
    return all;
  }

  private static Set<String> shared(Set<String> one, Set<String> other) {
    Set<String> shared = new HashSet<>(one);
    shared.retainAll(other);
    return shared;
  }

  private static String video(Split split, int row) {
    return split.video(row).orElse(null);
  }

  /** A text without regard to case, signs and blanks; null if it is short. */
  private static String words(Split split, int row) {
    String text =
        split.text(row).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return text.chars().filter(c -> c == ' ').count() < WORDS - 1 ? null : text;
  }

  private static String some(Collection<String> names) {
    List<String> shown =
        names.stream().sorted().limit(SHOWN).map(name -> '"' + OneLine.of(name) + '"').toList();
    return String.join(", ", shown) + (names.size() > SHOWN ? ", …" : "");
  }
}
