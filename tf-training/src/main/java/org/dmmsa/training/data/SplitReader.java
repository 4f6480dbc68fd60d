package org.dmmsa.training.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.pickle.NdArray;

/** Reads and checks the columns of one split. */
final class SplitReader {
  static final String LABELS = "regression_labels";
  static final String TOKENS = "text_bert";

  private static final List<String> UNIMODAL =
      List.of("regression_labels_T", "regression_labels_A", "regression_labels_V");

  /** The keys of MMSA's feature files. */
  static final List<String> KNOWN =
      List.of(
          "raw_text",
          "id",
          "text",
          TOKENS,
          "audio",
          "vision",
          "audio_lengths",
          "vision_lengths",
          "annotations",
          "classification_labels",
          "classification_labels_T",
          "classification_labels_A",
          "classification_labels_V",
          LABELS,
          "regression_labels_T",
          "regression_labels_A",
          "regression_labels_V");

  /** Most frames, and most features of a frame, of one sample. */
  private static final int MOST = 1 << 15;

  private static final int MOST_ROWS = 1 << 28;

  private final Columns columns;
  private final List<String> notes;
  private final int rows;

  SplitReader(Columns columns, List<String> notes) {
    this.columns = columns;
    this.notes = notes;
    long labels = columns.numberRows(LABELS);
    if (labels > MOST_ROWS) {
      throw columns.error(LABELS, "found " + labels + " rows, expected at most " + MOST_ROWS);
    }
    this.rows = (int) labels;
  }

  /**
   * Reads the split.
   *
   * @param wanted inputs to read, where they are there
   */
  StoredSplit read(Set<Input> wanted) {
    for (String key : KNOWN) {
      if (columns.has(key)) {
        columns.requireRows(key, rows);
      }
    }
    List<String> ids = ids();
    List<Float> labels = labels(LABELS, ids);
    StoredSplit.Content content =
        new StoredSplit.Content(
            columns.split(),
            ids,
            columns.has("raw_text") ? columns.texts("raw_text", rows) : null,
            Input.hasTokens(wanted) && columns.has(TOKENS) ? tokens() : null,
            frames(wanted),
            labels,
            unimodal(ids),
            columns.described());
    return new StoredSplit(content);
  }

  private void note(String key, String text) {
    notes.add(columns.split() + " " + key + ": " + text);
  }

  private List<String> ids() {
    if (!columns.has("id")) {
      note("id", "not in the file, rows are named by their number");
      List<String> ids = new ArrayList<>(rows);
      for (int row = 0; row < rows; row++) {
        ids.add(columns.split() + "/" + row);
      }
      return List.copyOf(ids);
    }
    List<String> ids = List.copyOf(columns.texts("id", rows));
    Set<String> distinct = new HashSet<>(ids);
    if (distinct.size() < rows) {
      note("id", (rows - distinct.size()) + " rows repeat an id");
    }
    return ids;
  }

  private List<Float> labels(String key, List<String> ids) {
    List<Float> labels = new ArrayList<>(rows);
    double[] numbers = columns.numbers(key, rows);
    for (int row = 0; row < rows; row++) {
      float label = (float) numbers[row];
      if (!Float.isFinite(label)) {
        throw columns.error(
            key, row, ids.get(row), "found the label " + label + ", expected a finite number");
      }
      labels.add(label);
    }
    return labels;
  }

  private List<UnimodalLabels> unimodal(List<String> ids) {
    List<String> found = UNIMODAL.stream().filter(columns::has).toList();
    if (found.isEmpty()) {
      return null;
    }
    if (found.size() < UNIMODAL.size()) {
      throw columns.error(
          found.get(0), "found only " + found + ", expected all of " + UNIMODAL + " or none");
    }
    List<List<Float>> byModality = UNIMODAL.stream().map(key -> labels(key, ids)).toList();
    List<UnimodalLabels> unimodal = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      unimodal.add(
          new UnimodalLabels(
              byModality.get(0).get(row), byModality.get(1).get(row), byModality.get(2).get(row)));
    }
    return unimodal;
  }

  private ArrayTokens tokens() {
    ArrayTokens tokens = ArrayTokens.read(columns, TOKENS);
    if (tokens.transposed()) {
      note(TOKENS, "stored as (N, L, 3), read as (N, 3, L)");
    }
    if (tokens.blankRows() > 0) {
      note(TOKENS, tokens.blankRows() + " rows have a mask of 0 everywhere");
    }
    return tokens;
  }

  private Map<Input, ArrayFrames> frames(Set<Input> wanted) {
    Map<Input, ArrayFrames> frames = new EnumMap<>(Input.class);
    for (Input input : Input.values()) {
      if (wanted.contains(input) && input.hasFeatures() && columns.has(input.key())) {
        frames.put(input, frames(input.key()));
      }
    }
    return frames;
  }

  private ArrayFrames frames(String key) {
    NdArray array = columns.cube(key, "(N, T, D)");
    long frames = array.dimension(1);
    long features = array.dimension(2);
    if (frames < 1 || frames > MOST || features < 1 || features > MOST) {
      throw columns.error(
          key,
          "found the shape "
              + array.shape()
              + ", expected (N, T, D) with T and D from 1 to "
              + MOST);
    }
    ArrayFrames scanned = ArrayFrames.scan(array);
    if (scanned.nonFinite() > 0) {
      note(key, scanned.nonFinite() + " values that are not finite were set to 0");
    }
    if (scanned.blankRows() > 0) {
      note(key, scanned.blankRows() + " of " + rows + " clips are 0 throughout");
    }
    checkLengths(key + "_lengths", (int) frames);
    return scanned;
  }

  private void checkLengths(String key, int frames) {
    if (!columns.has(key)) {
      return;
    }
    int clamped = 0;
    double[] lengths = columns.numbers(key, rows);
    for (int row = 0; row < rows; row++) {
      if (lengths[row] != Math.rint(lengths[row]) || Double.isInfinite(lengths[row])) {
        throw columns.error(
            key, "row " + row + ": found the length " + lengths[row] + ", expected an integer");
      }
      clamped += lengths[row] < 1 || lengths[row] > frames ? 1 : 0;
    }
    if (clamped > 0) {
      note(
          key, clamped + " lengths outside 1 to " + frames + " were taken as the nearest of these");
    }
  }
}
