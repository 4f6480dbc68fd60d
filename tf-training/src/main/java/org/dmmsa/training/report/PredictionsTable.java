package org.dmmsa.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dmmsa.model.InvalidInputException;

/** Checks the rows of a predictions file and turns them into columns. */
final class PredictionsTable {
  /** Narrower than what Java parses: no spaces, no {@code 1f}, no hexadecimal, no {@code NaN}. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private final Path file;
  private final List<String> header;
  private final List<String[]> rows;

  /**
   * @param file what messages call the rows
   * @param lines the header, then the rows
   */
  PredictionsTable(Path file, List<String[]> lines) {
    this.file = file;
    if (lines.isEmpty()) {
      throw new InvalidInputException(
          file + ": found an empty file, expected a header with id and prediction");
    }
    this.header = Arrays.asList(lines.get(0));
    this.rows = lines.subList(1, lines.size());
  }

  Predictions predictions() {
    int id = required("id");
    required(Predictions.PREDICTION);
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String name : Predictions.COLUMNS) {
      requireOnce(name);
      if (header.contains(name)) {
        places.put(name, header.indexOf(name));
      }
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length != header.size()) {
        throw refuse(i, "", rows.get(i).length + " values", header.size() + " (one a column)");
      }
      ids.add(rows.get(i)[id]);
    }
    Predictions predictions =
        Predictions.of(ids, column(Predictions.PREDICTION, places.get(Predictions.PREDICTION)));
    for (Map.Entry<String, Integer> place : places.entrySet()) {
      predictions = predictions.with(place.getKey(), column(place.getKey(), place.getValue()));
    }
    return predictions;
  }

  private int required(String name) {
    requireOnce(name);
    if (!header.contains(name)) {
      throw new InvalidInputException(
          file + ": found the columns " + String.join(", ", header) + ", expected also " + name);
    }
    return header.indexOf(name);
  }

  private void requireOnce(String name) {
    if (header.indexOf(name) != header.lastIndexOf(name)) {
      throw new InvalidInputException(
          file + ": found the column " + name + " twice, expected it once");
    }
  }

  private float[] column(String name, int place) {
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      String text = rows.get(i)[place];
      values[i] = NUMBER.matcher(text).matches() ? Float.parseFloat(text) : Float.NaN;
      if (!Float.isFinite(values[i])) {
        throw refuse(i, ", column " + name, "\"" + oneLine(text) + "\"", "a finite number");
      }
    }
    return values;
  }

  private InvalidInputException refuse(int row, String column, String found, String expected) {
    return new InvalidInputException(
        file + ": row " + (row + 1) + column + ": found " + found + ", expected " + expected);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\R", " ");
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}
