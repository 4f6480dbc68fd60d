package org.dmmsa.savedmodel.serving;

import java.util.Arrays;
import java.util.Map;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A few samples as plain arrays, to be cut, padded and mixed.
 *
 * @param ids [B][L]
 * @param mask [B][L]
 * @param segments [B][L]
 * @param audio [B][Ta][Fa]
 * @param vision [B][Tv][Fv]
 */
record Samples(int[][] ids, int[][] mask, int[][] segments, float[][][] audio, float[][][] vision) {

  /** A batch of {@code dmmsa.json}. */
  static Samples golden(String batch) {
    Golden given = Golden.load("dmmsa").at("inputs", batch);
    int[][][] tokens = new int[3][][];
    for (int kind = 0; kind < 3; kind++) {
      tokens[kind] = tokens(given.at("text_bert"), kind);
    }
    return new Samples(
        tokens[0], tokens[1], tokens[2], frames(given.at("audio")), frames(given.at("vision")));
  }

  private static int[][] tokens(Golden array, int kind) {
    int length = (int) array.shape().get(2);
    int[] all = array.ints();
    int[][] rows = new int[(int) array.shape().get(0)][];
    for (int row = 0; row < rows.length; row++) {
      int from = (row * 3 + kind) * length;
      rows[row] = Arrays.copyOfRange(all, from, from + length);
    }
    return rows;
  }

  private static float[][][] frames(Golden array) {
    long[] dims = array.shape().asArray();
    float[] all = array.floats();
    float[][][] rows = new float[(int) dims[0]][(int) dims[1]][];
    int at = 0;
    for (float[][] row : rows) {
      for (int frame = 0; frame < row.length; frame++) {
        row[frame] = Arrays.copyOfRange(all, at, at + (int) dims[2]);
        at += (int) dims[2];
      }
    }
    return rows;
  }

  int size() {
    return ids.length;
  }

  /** Some of them, in this order. */
  Samples pick(int... rows) {
    Samples picked =
        new Samples(
            new int[rows.length][],
            new int[rows.length][],
            new int[rows.length][],
            new float[rows.length][][],
            new float[rows.length][][]);
    for (int i = 0; i < rows.length; i++) {
      picked.ids[i] = ids[rows[i]];
      picked.mask[i] = mask[rows[i]];
      picked.segments[i] = segments[rows[i]];
      picked.audio[i] = audio[rows[i]];
      picked.vision[i] = vision[rows[i]];
    }
    return picked;
  }

  /** The same samples with other lengths: zeros are added at the end, or the end is cut. */
  Samples resized(int tokens, int audioFrames, int visionFrames) {
    return new Samples(
        resized(ids, tokens),
        resized(mask, tokens),
        resized(segments, tokens),
        resized(audio, audioFrames),
        resized(vision, visionFrames));
  }

  /** One sample without its padding. */
  Samples alone(int row) {
    int tokens = 1;
    for (int i = 0; i < mask[row].length; i++) {
      tokens = mask[row][i] == 1 ? i + 1 : tokens;
    }
    return pick(row).resized(tokens, frames(audio[row]), frames(vision[row]));
  }

  private static int frames(float[][] sequence) {
    int frames = 1;
    for (int i = 0; i < sequence.length; i++) {
      for (float feature : sequence[i]) {
        frames = feature == 0 ? frames : i + 1;
      }
    }
    return frames;
  }

  private static int[][] resized(int[][] rows, int length) {
    return Arrays.stream(rows).map(row -> Arrays.copyOf(row, length)).toArray(int[][]::new);
  }

  private static float[][][] resized(float[][][] rows, int frames) {
    float[][][] resized = new float[rows.length][frames][];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < frames; i++) {
        resized[row][i] = i < rows[row].length ? rows[row][i] : new float[rows[row][0].length];
      }
    }
    return resized;
  }

  InputTensors tensors() {
    return new InputTensors(
        Map.of(
            Input.INPUT_IDS, ints(ids),
            Input.INPUT_MASK, ints(mask),
            Input.SEGMENT_IDS, ints(segments),
            Input.AUDIO, floats(audio),
            Input.VISION, floats(vision)));
  }

  private static TInt32 ints(int[][] rows) {
    return TInt32.tensorOf(StdArrays.ndCopyOf(rows));
  }

  private static TFloat32 floats(float[][][] rows) {
    Shape shape =
        Shape.of(rows.length, rows[0].length, rows[0].length == 0 ? 0 : rows[0][0].length);
    return TFloat32.tensorOf(shape, to -> StdArrays.copyTo(rows, to));
  }
}
