package org.dmmsa.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.pickle.InWords;
import org.dmmsa.training.data.pickle.OneLine;
import org.dmmsa.training.data.pickle.PickleDict;

/** Reads the three splits of a feature pickle and checks that they belong together. */
final class DatasetReader {
  private static final List<String> NAMES = List.of("train", "valid", "test");

  private final Path file;
  private final Set<Input> wanted;
  private final List<String> notes = new ArrayList<>();

  DatasetReader(Path file, Set<Input> wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  /** The key of an input in MMSA's files. */
  static String key(Input input) {
    return Input.TOKENS.contains(input) ? SplitReader.TOKENS : input.key();
  }

  /** Train, valid and test. */
  List<StoredSplit> read(Object root) {
    List<StoredSplit> splits = splits(root);
    checkAgreement(splits);
    return splits;
  }

  /** What was ignored, repaired or odd in what was read. */
  List<String> notes() {
    return notes;
  }

  private List<StoredSplit> splits(Object root) {
    if (!(root instanceof PickleDict dict)) {
      throw OneLine.invalid(file + ": found " + InWords.of(root) + ", expected a dict of " + NAMES);
    }
    if (!Set.copyOf(NAMES).equals(Set.copyOf(dict.keys()))) {
      throw OneLine.invalid(
          file + ": found the keys " + dict.keys() + ", expected exactly " + NAMES);
    }
    List<Columns> columns = NAMES.stream().map(name -> columns(name, dict.get(name))).toList();
    noteIgnored(columns);
    List<StoredSplit> splits = new ArrayList<>();
    for (Columns each : columns) {
      splits.add(new SplitReader(each, notes).read(wanted));
    }
    return splits;
  }

  private Columns columns(String name, Object value) {
    if (value instanceof PickleDict dict) {
      return new Columns(file, name, dict);
    }
    throw OneLine.invalid(
        "%s: split %s: found %s, expected a dict of columns"
            .formatted(file, name, InWords.of(value)));
  }

  private void noteIgnored(List<Columns> columns) {
    Set<String> ignored = new TreeSet<>();
    for (Columns each : columns) {
      each.keys().forEach(key -> ignored.add(key.toString()));
    }
    SplitReader.KNOWN.forEach(ignored::remove);
    if (!ignored.isEmpty()) {
      notes.add(OneLine.of("ignored the keys " + String.join(", ", ignored)));
    }
  }

  private void checkAgreement(List<StoredSplit> splits) {
    if (splits.get(0).size() == 0) {
      throw OneLine.invalid(file + ": split train: found 0 rows, expected at least 1");
    }
    for (Input input : wanted) {
      requireAllOrNone(splits, key(input), content -> content.described().containsKey(key(input)));
      if (splits.get(0).has().contains(input) && input.hasFeatures()) {
        requireSame(splits, input.key(), split -> split.frames(input).features());
      }
    }
    requireAllOrNone(splits, "raw_text", content -> content.texts() != null);
    requireAllOrNone(splits, "regression_labels_T, _A, _V", content -> content.unimodal() != null);
    noteSharedIds(splits);
  }

  private void requireSame(List<StoredSplit> splits, String key, ToIntFunction<Split> features) {
    int expected = features.applyAsInt(splits.get(0));
    for (Split split : splits) {
      int found = features.applyAsInt(split);
      if (found != expected) {
        throw OneLine.invalid(
            "%s: split %s, key %s: found %d features, expected %d as in train"
                .formatted(file, split.name(), key, found, expected));
      }
    }
  }

  private void requireAllOrNone(
      List<StoredSplit> splits, String keys, Predicate<StoredSplit.Content> has) {
    List<String> with =
        splits.stream().filter(split -> has.test(split.content())).map(Split::name).toList();
    if (!with.isEmpty() && with.size() < splits.size()) {
      throw OneLine.invalid(
          "%s: key %s: found in %s only, expected in every split or in none"
              .formatted(file, keys, String.join(" and ", with)));
    }
  }

  private void noteSharedIds(List<StoredSplit> splits) {
    Set<String> seen = new HashSet<>();
    int shared = 0;
    for (StoredSplit split : splits) {
      Set<String> own = new HashSet<>(split.content().ids());
      shared += (int) own.stream().filter(seen::contains).count();
      seen.addAll(own);
    }
    if (shared > 0) {
      notes.add(shared + " ids occur in more than one split");
    }
  }
}
