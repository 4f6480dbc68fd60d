package org.dmmsa.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.pickle.OneLine;
import org.dmmsa.training.data.pickle.PickleReader;

/**
 * A multimodal sentiment data set: train, valid and test samples of text, audio and vision.
 *
 * <p>Source: the feature pickles of thuiar/MMSA, by their keys and rules. Every number is read once
 * when the file is opened, so that a fault shows before training; after that rows are read from the
 * file when asked for. Safe for concurrent readers until it is closed.
 */
public final class Dataset implements AutoCloseable {
  /** Labels are float32: 3.0000002 is 3. */
  private static final double ROUNDING = 1e-6;

  private final Path source;
  private final List<StoredSplit> splits;
  private final List<String> notes;
  private final Runnable files;

  private Dataset(Path source, List<StoredSplit> splits, List<String> notes, Runnable files) {
    this.source = source;
    this.splits = List.copyOf(splits);
    this.notes = List.copyOf(notes);
    this.files = files;
  }

  /**
   * Opens and checks a feature pickle.
   *
   * @param wanted what is read, where the file has it; nothing else is looked at
   * @throws InvalidInputException naming split, key and row where the file cannot be used
   */
  public static Dataset open(Path file, Set<Input> wanted) {
    PickleReader pickle = PickleReader.open(file);
    try {
      DatasetReader reader = new DatasetReader(file, wanted);
      List<StoredSplit> splits = reader.read(pickle.root());
      return new Dataset(file, splits, reader.notes(), pickle::close);
    } catch (RuntimeException | Error e) {
      pickle.close();
      throw e;
    }
  }

  /** The file that was opened. */
  public Path source() {
    return source;
  }

  public Split train() {
    return splits.get(0);
  }

  public Split valid() {
    return splits.get(1);
  }

  public Split test() {
    return splits.get(2);
  }

  /**
   * A split by its name.
   *
   * @throws InvalidInputException listing the three names if it is none of them
   */
  public Split split(String name) {
    return splits.stream()
        .filter(split -> split.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> OneLine.invalid("found the split '" + name + "', expected train, valid or test"));
  }

  /** The inputs that were read. */
  public Set<Input> has() {
    return splits.get(0).has();
  }

  /**
   * Makes sure of some inputs.
   *
   * @throws InvalidInputException naming the first that was not read as the file lacks it
   */
  public void requireInputs(Set<Input> wanted) {
    for (Input input : Input.values()) {
      if (wanted.contains(input) && !has().contains(input)) {
        throw OneLine.invalid(
            "%s: found no key %s, expected one, as the method reads %s; found %s"
                .formatted(
                    source,
                    DatasetReader.key(input),
                    input.key(),
                    splits.get(0).content().described().keySet()));
      }
    }
  }

  /** The most frames that any split reserves for a row, and the features of each. */
  public FrameDims dims(Input input) {
    return new FrameDims(
        largest(split -> split.frames(input).maxFrames()), train().frames(input).features());
  }

  /**
   * The same data with an input that was computed. It is closed in place of this one.
   *
   * @param computed of each split
   * @param close closes what the computed frames are read from
   */
  public Dataset with(Input input, Function<Split, Frames> computed, Runnable close) {
    return new Dataset(
        source,
        splits.stream().map(split -> split.with(input, computed.apply(split))).toList(),
        notes,
        () -> {
          try {
            close.run();
          } finally {
            files.run();
          }
        });
  }

  /** The same data for who must not close its files. */
  public Dataset leftOpen() {
    return new Dataset(source, splits, notes, () -> {});
  }

  /** Whether it has transcripts. */
  public boolean hasTexts() {
    return splits.get(0).content().texts() != null;
  }

  /**
   * The same data with tokens made of its transcripts, which are empty texts where it has none. It
   * is closed in place of this one.
   *
   * @param ids of one text's tokens; at least one
   */
  public Dataset withTokens(Function<String, int[]> ids) {
    return new Dataset(
        source, splits.stream().map(split -> split.withTokens(ids)).toList(), notes, files);
  }

  /**
   * The same data with a note on every split that has texts with as many tokens as are read. It is
   * closed in place of this one.
   *
   * @param longest tokens of a text that are read
   */
  public Dataset notingCutTexts(int longest) {
    List<String> more = new ArrayList<>(notes);
    for (StoredSplit split : splits) {
      long full =
          IntStream.range(0, split.size())
              .filter(row -> split.tokens().length(row) >= longest)
              .count();
      if (full > 0) {
        more.add(
            "%s %s: %d of %d texts have all %d tokens that are read, they are probably cut"
                .formatted(split.name(), SplitReader.TOKENS, full, split.size(), longest));
      }
    }
    return new Dataset(source, splits, more, files);
  }

  /**
   * The same data whose texts are followed by the utterances before them in their video and split,
   * as BERT's second segment. It is closed in place of this one.
   *
   * @param utterances at most; 0 for the data as they are
   * @throws IllegalStateException if tokens were not read
   */
  public Dataset withContext(int utterances) {
    return utterances == 0
        ? this
        : new Dataset(
            source,
            splits.stream().map(split -> split.withContext(utterances)).toList(),
            notes,
            files);
  }

  /** The same data with a part of its training split. It is closed in place of this one. */
  public Dataset withTrain(TrainSubset subset) {
    List<StoredSplit> fewer = new ArrayList<>(splits);
    fewer.set(0, splits.get(0).withRows(subset.rows(train().size())));
    return new Dataset(source, fewer, notes, files);
  }

  private int largest(ToIntFunction<Split> size) {
    return splits.stream().mapToInt(size).max().orElseThrow();
  }

  /** True if the file has sentiment labels of each modality, as CH-SIMS does. */
  public boolean hasUnimodalLabels() {
    return splits.get(0).content().unimodal() != null;
  }

  /** What was ignored, repaired or odd, one line each, for a log. */
  public List<String> notes() {
    return notes;
  }

  /** Train, valid and test, with what only the file tells. */
  public List<StoredSplit> splits() {
    return splits;
  }

  /**
   * Checks the labels of all splits, also those of each modality.
   *
   * @param range largest absolute label, such as 3 for MOSI
   * @throws InvalidInputException naming split, row and id of the first label outside
   */
  public void requireLabelsWithin(double range) {
    for (StoredSplit split : splits) {
      for (int row = 0; row < split.size(); row++) {
        require(split, row, "label", split.label(row), range);
        if (hasUnimodalLabels()) {
          UnimodalLabels labels = split.unimodal(row);
          require(split, row, "text label", labels.text(), range);
          require(split, row, "audio label", labels.audio(), range);
          require(split, row, "vision label", labels.vision(), range);
        }
      }
    }
  }

  private void require(Split split, int row, String what, float label, double range) {
    if (Math.abs(label) > range + ROUNDING) {
      throw OneLine.invalid(
          "%s: split %s, row %d (id %s): found the %s %s, expected [%s, %s]"
              .formatted(source, split.name(), row, split.id(row), what, label, -range, range));
    }
  }

  @Override
  public void close() {
    files.run();
  }
}
