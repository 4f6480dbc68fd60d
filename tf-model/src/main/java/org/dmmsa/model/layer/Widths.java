package org.dmmsa.model.layer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The check that a layer gets the features that it was made for. */
final class Widths {
  private Widths() {}

  /** Fails at the path of a weight unless the last dimension has this size or is unknown. */
  static void require(Operand<TFloat32> x, int width, String path) {
    Shape shape = x.shape();
    long last = shape.get(shape.numDimensions() - 1);
    if (last != width && last != Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "found " + last + " features at " + path + ", expected " + width);
    }
  }
}
