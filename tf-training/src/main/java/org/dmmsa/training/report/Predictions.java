package org.dmmsa.training.report;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.training.data.pickle.OneLine;

/**
 * What a model said about N samples, by column.
 *
 * <p>There is always an id and a prediction a sample; the other columns are there or not for all
 * samples at once. Immutable: arrays are copied in and out.
 */
public final class Predictions {
  /** The true score, in the units of the dataset. */
  public static final String LABEL = "label";

  /** The predicted score, in the units of the dataset. */
  public static final String PREDICTION = "prediction";

  /** Probabilities of the polarity classes 0, 1, 2. */
  public static final List<String> POLARITY =
      List.of("polarity_negative", "polarity_neutral", "polarity_positive");

  /**
   * The six predictions of the unimodal head, in the order in which the served model gives them:
   * text, audio, vision, of each the similar (s) and the dissimilar (d) part.
   */
  public static final List<String> UNIMODAL =
      List.of(
          "unimodal_ts", "unimodal_td", "unimodal_as", "unimodal_ad", "unimodal_vs", "unimodal_vd");

  /** The predictions of a method with a head for each modality. */
  public static final List<String> BY_MODALITY =
      List.of("unimodal_text", "unimodal_audio", "unimodal_vision");

  /** All columns of numbers, in file order. */
  public static final List<String> COLUMNS = columns();

  private final List<String> ids;
  private final Map<String, float[]> values;

  private Predictions(List<String> ids, Map<String, float[]> values) {
    this.ids = ids;
    this.values = values;
  }

  /**
   * Predictions without any other column yet.
   *
   * @param ids [N]
   * @param predictions [N]
   */
  public static Predictions of(List<String> ids, float[] predictions) {
    return new Predictions(List.copyOf(ids), Map.of()).with(PREDICTION, predictions);
  }

  /**
   * The rows of several predictions, one after the other.
   *
   * @param parts at least one, all with the same columns
   */
  public static Predictions concat(List<Predictions> parts) {
    List<String> ids = parts.stream().flatMap(part -> part.ids.stream()).toList();
    Map<String, float[]> joined = new LinkedHashMap<>();
    for (String column : parts.get(0).values.keySet()) {
      FloatBuffer all = FloatBuffer.allocate(ids.size());
      parts.forEach(part -> all.put(part.values.get(column)));
      joined.put(column, all.array());
    }
    return new Predictions(ids, joined);
  }

  /**
   * The first column of a row that the model has no finite number in. NaN comes of features that
   * are finite, and so large that a sum of them is not.
   */
  public Optional<String> notFinite(int row) {
    return values.entrySet().stream()
        .filter(column -> !column.getKey().equals(LABEL))
        .filter(column -> !Float.isFinite(column.getValue()[row]))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * These predictions.
   *
   * @param place where the rows are from
   * @param model that made them
   * @throws InvalidInputException for the first row with a number that is not finite
   */
  public Predictions requireFinite(Object place, String model) {
    for (int row = 0; row < size(); row++) {
      Optional<String> column = notFinite(row);
      if (column.isPresent()) {
        throw OneLine.invalid(
            "%s: found no finite %s of row '%s', expected one, from %s"
                .formatted(place, column.get(), ids.get(row), model));
      }
    }
    return this;
  }

  /**
   * These predictions and one more column, or another version of it.
   *
   * @param column one of {@link #COLUMNS}
   * @param columnValues [N]
   */
  public Predictions with(String column, float[] columnValues) {
    if (!COLUMNS.contains(column)) {
      throw new IllegalArgumentException(
          "found column " + column + ", expected one of " + String.join(", ", COLUMNS));
    }
    if (columnValues.length != ids.size()) {
      throw new IllegalArgumentException(
          column + ": found " + columnValues.length + " values, expected " + ids.size());
    }
    Map<String, float[]> more = new LinkedHashMap<>(values);
    more.put(column, columnValues.clone());
    return new Predictions(ids, more);
  }

  /**
   * These predictions and several columns at once.
   *
   * @param columns C of {@link #COLUMNS}, such as {@link #POLARITY}
   * @param rows [N][C]
   */
  public Predictions with(List<String> columns, float[][] rows) {
    if (rows.length != ids.size()) {
      throw new IllegalArgumentException(
          columns + ": found " + rows.length + " rows, expected " + ids.size());
    }
    Predictions more = this;
    for (int c = 0; c < columns.size(); c++) {
      float[] column = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        if (rows[i].length != columns.size()) {
          throw new IllegalArgumentException(
              columns
                  + ": found "
                  + rows[i].length
                  + " values in row "
                  + (i + 1)
                  + ", expected "
                  + columns.size());
        }
        column[i] = rows[i][c];
      }
      more = more.with(columns.get(c), column);
    }
    return more;
  }

  /** The number of samples, N. */
  public int size() {
    return ids.size();
  }

  /** The ids, in sample order. */
  public List<String> ids() {
    return ids;
  }

  /** A copy of a column [N], or empty where the samples do not have it. */
  public Optional<float[]> column(String name) {
    return Optional.ofNullable(values.get(name)).map(float[]::clone);
  }

  /** A copy of the predicted scores [N]. */
  public float[] predictions() {
    return values.get(PREDICTION).clone();
  }

  /** The names of the columns of numbers that are there, in file order. */
  public List<String> present() {
    return COLUMNS.stream().filter(values::containsKey).toList();
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(LABEL, PREDICTION));
    columns.addAll(POLARITY);
    columns.addAll(UNIMODAL);
    columns.addAll(BY_MODALITY);
    return List.copyOf(columns);
  }
}
