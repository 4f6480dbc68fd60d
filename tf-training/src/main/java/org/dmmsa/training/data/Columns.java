package org.dmmsa.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.pickle.Dtype;
import org.dmmsa.training.data.pickle.InWords;
import org.dmmsa.training.data.pickle.LargeText;
import org.dmmsa.training.data.pickle.NdArray;
import org.dmmsa.training.data.pickle.OneLine;
import org.dmmsa.training.data.pickle.PickleDict;
import org.dmmsa.training.data.pickle.PickleList;

/** The columns of one split as the file holds them, each checked when it is taken. */
final class Columns {
  private final Path file;
  private final String split;
  private final PickleDict values;

  Columns(Path file, String split, PickleDict values) {
    this.file = file;
    this.split = split;
    this.values = values;
  }

  String split() {
    return split;
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  Collection<Object> keys() {
    return values.keys();
  }

  /** Every key that has a value with its type and shape, in the order of the file. */
  Map<String, String> described() {
    Map<String, String> described = new LinkedHashMap<>();
    for (Object key : values.keys()) {
      if (values.get(key) != null) {
        described.put(key.toString(), InWords.of(values.get(key)));
      }
    }
    return described;
  }

  InvalidInputException error(String key, String problem) {
    return OneLine.invalid(file + ": split " + split + ", key " + key + ": " + problem);
  }

  InvalidInputException error(String key, int row, String id, String problem) {
    return OneLine.invalid(
        "%s: split %s, key %s, row %d (id %s): %s".formatted(file, split, key, row, id, problem));
  }

  private Object required(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw OneLine.invalid(
          "%s: split %s: found no key %s, expected one; found %s"
              .formatted(file, split, key, values.keys()));
    }
    return value;
  }

  /** Rows of one column: elements of a list, or the first axis of an array. */
  long rows(String key) {
    Object value = required(key);
    if (value instanceof PickleList list) {
      return list.size();
    }
    if (value instanceof NdArray array && array.rank() > 0) {
      return array.dimension(0);
    }
    throw error(key, "found " + InWords.of(value) + ", expected a list or an array");
  }

  void requireRows(String key, int expected) {
    long found = rows(key);
    if (found != expected) {
      throw error(
          key, "found " + found + " rows, expected " + expected + " as in regression_labels");
    }
  }

  /** An array of numbers with three axes. */
  NdArray cube(String key, String axes) {
    Object value = required(key);
    if (value instanceof NdArray array && array.rank() == 3 && array.dtype().isNumber()) {
      return array;
    }
    throw error(key, "found " + InWords.of(value) + ", expected an array of numbers " + axes);
  }

  /** One text per row; numbers are taken as text. */
  List<String> texts(String key, int rows) {
    List<String> texts = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      Object value = element(key, row);
      if (value instanceof LargeText large) {
        texts.add(large.decode());
      } else if (value instanceof String || value instanceof Number) {
        texts.add(value.toString());
      } else {
        throw error(key, "row " + row + ": found " + InWords.of(value) + ", expected a text");
      }
    }
    return texts;
  }

  /** Rows of a column of numbers; a file cannot claim more of them than it has bytes. */
  long numberRows(String key) {
    long rows = rows(key);
    if (values.get(key) instanceof NdArray array
        && (array.size() != rows
            || !(array.dtype().isNumber() || array.dtype().kind() == Dtype.Kind.OBJECT))) {
      throw error(key, "found " + InWords.of(array) + ", expected one number for each row");
    }
    return rows;
  }

  /** One number per row, from a list or from an array (N,) or (N, 1). */
  double[] numbers(String key, int rows) {
    double[] numbers = new double[rows];
    for (int row = 0; row < rows; row++) {
      Object value = element(key, row);
      if (!(value instanceof Number number)) {
        throw error(key, "row " + row + ": found " + InWords.of(value) + ", expected a number");
      }
      numbers[row] = number.doubleValue();
    }
    return numbers;
  }

  private Object element(String key, int row) {
    Object value = required(key);
    if (value instanceof PickleList list) {
      return list.get(row);
    }
    NdArray array = (NdArray) value;
    if (array.size() != array.dimension(0)) {
      throw error(key, "found " + InWords.of(array) + ", expected one value for each row");
    }
    return array.value(row);
  }
}
