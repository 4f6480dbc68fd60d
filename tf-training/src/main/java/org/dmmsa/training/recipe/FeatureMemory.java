package org.dmmsa.training.recipe;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** The last feature of each training row in one stream of Self-MM; zeros of a row not seen yet. */
final class FeatureMemory {
  private static final double TINY = 1e-8; // MMSA's, against division by 0

  private final float[][] features; // null where not seen

  FeatureMemory(int rows) {
    features = new float[rows][];
  }

  /** Remembers the features of these rows. */
  void put(List<Integer> rows, float[][] seen) {
    for (int i = 0; i < rows.size(); i++) {
      features[rows.get(i)] = seen[i].clone();
    }
  }

  /**
   * How much nearer to the positive centre than to the negative one each feature is, in units of
   * the distance to the positive one; NaN without such a centre.
   *
   * @param asked features, remembered or not
   * @param labels of all rows
   */
  double[] leanings(float[][] asked, float[] labels) {
    double[] leanings = new double[asked.length];
    double[] positive = centre(labels, 1, asked[0].length);
    double[] negative = centre(labels, -1, asked[0].length);
    for (int i = 0; i < leanings.length; i++) {
      double near = distance(asked[i], positive);
      leanings[i] = (distance(asked[i], negative) - near) / (near + TINY);
    }
    return leanings;
  }

  /**
   * The mean feature of the rows whose label is on one side of 0; NaN if there are none.
   *
   * @param side 1 for positive labels, -1 for negative ones
   */
  double[] centre(float[] labels, int side, int width) {
    double[] sum = new double[width];
    int count = 0;
    for (int row = 0; row < features.length; row++) {
      if (Math.signum(labels[row]) == side) {
        count++;
        for (int i = 0; features[row] != null && i < width; i++) {
          sum[i] += features[row][i];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      sum[i] /= count;
    }
    return sum;
  }

  private static double distance(float[] feature, double[] centre) {
    double squares = 0;
    for (int i = 0; i < feature.length; i++) {
      squares += (feature[i] - centre[i]) * (feature[i] - centre[i]);
    }
    return Math.sqrt(squares);
  }

  void write(DataOutputStream out) throws IOException {
    for (float[] feature : features) {
      out.writeInt(feature == null ? 0 : feature.length);
      for (int i = 0; feature != null && i < feature.length; i++) {
        out.writeFloat(feature[i]);
      }
    }
  }

  /** Reads back what {@link #write} wrote. */
  void read(DataInputStream in) throws IOException {
    for (int row = 0; row < features.length; row++) {
      int width = in.readInt();
      features[row] = width == 0 ? null : new float[width];
      for (int i = 0; i < width; i++) {
        features[row][i] = in.readFloat();
      }
    }
  }
}
