package org.dmmsa.savedmodel.serving;

import java.util.Arrays;
import java.util.Locale;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/**
 * Whether what a model answers is what a network of ours gives: its file may be damaged, or be made
 * by somebody else.
 *
 * @param place the model, for messages
 */
record AnswerCheck(String place) {

  /**
   * Looks at an output.
   *
   * @param rows B, of the request
   * @throws InvalidInputException if it is not float [B], or but for the score [B, C]
   */
  void require(String output, Tensor found, int rows) {
    long[] sizes = found.shape().asArray();
    int most = output.equals(Outputs.SENTIMENT) ? 1 : 2;
    boolean fits =
        sizes.length >= 1
            && sizes.length <= most
            && sizes[0] == rows
            && Arrays.stream(sizes).allMatch(size -> size > 0);
    if (!fits || !(found instanceof TFloat32)) {
      throw new InvalidInputException(
          "found %s %s as %s, expected float of %d rows, from %s"
              .formatted(
                  found.dataType().name().substring("DT_".length()).toLowerCase(Locale.ROOT),
                  Arrays.toString(sizes),
                  output,
                  rows,
                  place));
    }
  }
}
