package org.dmmsa.savedmodel.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/**
 * What a model answered for samples.
 *
 * @param sentiment the score of each sample, in units of the label
 * @param polarity the probabilities of each sample's coarse classes, if the model has such a head
 * @param unimodal the scores of each sample from each feature alone, in the order Ts, Td, As, Ad,
 *     Vs, Vd, if the model has such a head
 */
public record Answers(
    List<Float> sentiment,
    Optional<List<List<Float>>> polarity,
    Optional<List<List<Float>>> unimodal) {

  /** Copies answers out of native memory: [B], [B, C], [B, 6]. */
  public static Answers of(Tensor sentiment, Optional<Tensor> polarity, Optional<Tensor> unimodal) {
    List<Float> scores = new ArrayList<>();
    for (float score : floats(sentiment)) {
      scores.add(score);
    }
    return new Answers(scores, polarity.map(Answers::rows), unimodal.map(Answers::rows));
  }

  private static List<List<Float>> rows(Tensor tensor) {
    float[] values = floats(tensor);
    int width = (int) tensor.shape().get(1);
    List<List<Float>> rows = new ArrayList<>();
    for (int start = 0; start < values.length; start += width) {
      List<Float> row = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        row.add(values[start + i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[(int) tensor.size()];
    ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
    return values;
  }
}
