package org.dmmsa.training.batch;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.Tokens;
import org.dmmsa.training.data.UnimodalLabels;

/**
 * A split of a few rows, of plain arrays.
 *
 * @param ids of each row, as long as the row is; the mask is 1 everywhere, segments are 1
 * @param audioValues [row][frame][feature], as long as each row is
 * @param visionValues the same
 * @param labels the multimodal score of each row; unimodal ones are 0.1, 0.2 and 0.3 more
 */
public record PlainSplit(
    List<int[]> ids, List<float[][]> audioValues, List<float[][]> visionValues, float... labels)
    implements Split {

  @Override
  public String name() {
    return "train";
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public String id(int row) {
    return "clip$_$" + row;
  }

  @Override
  public String text(int row) {
    return "";
  }

  @Override
  public float label(int row) {
    return labels[row];
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    return new UnimodalLabels(labels[row] + 0.1f, labels[row] + 0.2f, labels[row] + 0.3f);
  }

  @Override
  public Tokens tokens() {
    return new Tokens() {
      @Override
      public int maxLength() {
        return 50;
      }

      @Override
      public int length(int row) {
        return ids.get(row).length;
      }

      @Override
      public void read(int row, int length, IntBuffer to, IntBuffer mask, IntBuffer segments) {
        for (int i = 0; i < length; i++) {
          boolean real = i < length(row);
          to.put(real ? ids.get(row)[i] : 0);
          mask.put(real ? 1 : 0);
          segments.put(real ? 1 : 0);
        }
      }
    };
  }

  @Override
  public Frames frames(Input input) {
    return frames(input == Input.AUDIO ? audioValues : visionValues);
  }

  private static Frames frames(List<float[][]> values) {
    return new Frames() {
      @Override
      public int maxFrames() {
        return 100;
      }

      @Override
      public int features() {
        return values.get(0)[0].length;
      }

      @Override
      public int length(int row) {
        return values.get(row).length;
      }

      @Override
      public void read(int row, int frames, FloatBuffer to) {
        for (int i = 0; i < frames; i++) {
          to.put(i < length(row) ? values.get(row)[i] : new float[features()]);
        }
      }
    };
  }
}
