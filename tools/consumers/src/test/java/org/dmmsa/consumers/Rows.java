package org.dmmsa.consumers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;

/**
 * Samples of different lengths, as columns of a data file and as inputs of an export.
 *
 * @param ids their names
 * @param tokens [N] word-piece ids of each, without padding
 * @param audio [N][Ta] frames of each, likewise
 * @param vision [N][Tv] likewise
 */
record Rows(List<String> ids, int[][] tokens, float[][][] audio, float[][][] vision) {
  private static final int AUDIO = 5;
  private static final int VISION = 7;

  /** Made-up ones. */
  static Rows random(String name, int count, long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    int[][] tokens = new int[count][];
    float[][][] audio = new float[count][][];
    float[][][] vision = new float[count][][];
    for (int row = 0; row < count; row++) {
      ids.add(name + "$_$" + row);
      tokens[row] = random.ints(3 + random.nextInt(6), 5, 60).toArray();
      audio[row] = frames(random, AUDIO);
      vision[row] = frames(random, VISION);
    }
    return new Rows(ids, tokens, audio, vision);
  }

  private static float[][] frames(Random random, int features) {
    float[][] frames = new float[1 + random.nextInt(6)][features];
    for (float[] frame : frames) {
      for (int i = 0; i < features; i++) {
        frame[i] = (float) random.nextGaussian();
      }
    }
    return frames;
  }

  /** Columns of one split, padded to the same lengths in all splits. */
  Map<String, Object> columns() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("id", ids);
    columns.put("text_bert", array(3, 10, (row, to) -> putTokens(tokens[row], to)));
    columns.put("audio", array(8, AUDIO, (row, to) -> put(audio[row], to)));
    columns.put("vision", array(8, VISION, (row, to) -> put(vision[row], to)));
    columns.put("regression_labels", ids.stream().map(id -> id.hashCode() % 3 / 1.5).toList());
    return columns;
  }

  private ArrayContent array(int steps, int features, ArrayContent.Rows rows) {
    return new ArrayContent(Dtype.FLOAT32, List.of(ids.size(), steps, features), rows);
  }

  /** Ids, mask and segments, each of ten. */
  private static void putTokens(int[] ids, ByteBuffer to) {
    for (int i = 0; i < 20; i++) {
      to.putFloat(i % 10 < ids.length ? (i < 10 ? ids[i] : 1) : 0);
    }
  }

  private static void put(float[][] frames, ByteBuffer to) {
    for (float[] frame : frames) {
      for (float value : frame) {
        to.putFloat(value);
      }
    }
  }

  /** Some of them as a batch, padded to these lengths. */
  Map<String, NDArray> batch(
      NDManager manager, int[] rows, int tokenCount, int audioFrames, int visionFrames) {
    int[][] words = new int[rows.length][tokenCount];
    int[][] mask = new int[rows.length][tokenCount];
    float[] heard = new float[rows.length * audioFrames * AUDIO];
    float[] seen = new float[rows.length * visionFrames * VISION];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < tokens[rows[i]].length; j++) {
        words[i][j] = tokens[rows[i]][j];
        mask[i][j] = 1;
      }
      copy(audio[rows[i]], heard, i * audioFrames * AUDIO);
      copy(vision[rows[i]], seen, i * visionFrames * VISION);
    }
    return Map.of(
        "input_ids", manager.create(words),
        "input_mask", manager.create(mask),
        "segment_ids", manager.create(new int[rows.length][tokenCount]),
        "audio", manager.create(heard, new Shape(rows.length, audioFrames, AUDIO)),
        "vision", manager.create(seen, new Shape(rows.length, visionFrames, VISION)));
  }

  private static void copy(float[][] frames, float[] to, int from) {
    int at = from;
    for (float[] frame : frames) {
      System.arraycopy(frame, 0, to, at, frame.length);
      at += frame.length;
    }
  }
}
