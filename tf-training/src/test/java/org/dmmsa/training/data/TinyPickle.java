package org.dmmsa.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;
import org.dmmsa.training.data.pickle.PickleWriter;

/** A feature pickle of a few rows that is right until a test changes it. */
public final class TinyPickle {
  private final Map<String, Map<String, Object>> splits = new LinkedHashMap<>();

  public TinyPickle() {
    splits.put("train", split("train", 3));
    splits.put("valid", split("valid", 1));
    splits.put("test", split("test", 2));
  }

  private static Map<String, Object> split(String name, int rows) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("id", IntStream.range(0, rows).mapToObj(row -> name + "$_$" + row).toList());
    columns.put("audio", ones(rows, 4, 2));
    columns.put("vision", ones(rows, 5, 3));
    columns.put("regression_labels", labels(rows, 0.5));
    return columns;
  }

  /** float32 array of ones. */
  static ArrayContent ones(int rows, int frames, int features) {
    return cube(rows, frames, features, 1);
  }

  /** float32 array that holds one value everywhere. */
  public static ArrayContent cube(int rows, int frames, int features, float value) {
    return new ArrayContent(
        Dtype.FLOAT32,
        List.of(rows, frames, features),
        (row, to) -> {
          while (to.hasRemaining()) {
            to.putFloat(value);
          }
        });
  }

  /** Tokens of float32, as (rows, 3, length): each row is the same three parts. */
  static ArrayContent tokens(int rows, float[] ids, float[] mask, float[] segments) {
    return new ArrayContent(
        Dtype.FLOAT32,
        List.of(rows, 3, ids.length),
        (row, to) -> {
          for (float[] part : List.of(ids, mask, segments)) {
            for (float value : part) {
              to.putFloat(value);
            }
          }
        });
  }

  static List<Object> labels(int rows, double value) {
    return new ArrayList<>(IntStream.range(0, rows).mapToObj(row -> value).toList());
  }

  /** Sets one column of one split. */
  public TinyPickle with(String split, String key, Object value) {
    splits.get(split).put(key, value);
    return this;
  }

  /** Sets one column of all splits to a list of the same value. */
  public TinyPickle withEverywhere(String key, Object value) {
    withRows("train", key, 3, value);
    withRows("valid", key, 1, value);
    return withRows("test", key, 2, value);
  }

  private TinyPickle withRows(String split, String key, int rows, Object value) {
    return with(split, key, IntStream.range(0, rows).mapToObj(row -> value).toList());
  }

  TinyPickle without(String split, String key) {
    splits.get(split).remove(key);
    return this;
  }

  TinyPickle withoutSplit(String split) {
    splits.remove(split);
    return this;
  }

  public Path save(Path folder) {
    Path file = folder.resolve("tiny.pkl");
    PickleWriter.write(file, splits);
    return file;
  }
}
