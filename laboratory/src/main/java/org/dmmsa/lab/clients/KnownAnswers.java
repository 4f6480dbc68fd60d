package org.dmmsa.lab.clients;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.InputTensors;
import org.dmmsa.tools.bench.Requests;

/**
 * What each row of a split gets when it is asked for alone.
 *
 * @param byRow answers of one row each
 */
record KnownAnswers(List<Answers> byRow) {
  /** What an export promises: padding and the rows beside it change an answer by no more. */
  static final double TOLERANCE = 1e-5;

  /** Asks for one row after the other. */
  static KnownAnswers of(Requests requests, Waiting waiting) {
    return new KnownAnswers(
        IntStream.range(0, requests.split().size())
            .mapToObj(row -> alone(requests, row, waiting))
            .toList());
  }

  private static Answers alone(Requests requests, int row, Waiting waiting) {
    try (InputTensors request = requests.inputs().inputs(requests.split(), List.of(row))) {
      return waiting.during("a row alone", () -> requests.model().answer(request));
    }
  }

  /**
   * How far answers are from these.
   *
   * @return the largest difference of two numbers; infinite if some are missing, too many or NaN
   */
  double difference(List<Integer> rows, Answers found) {
    double largest = 0;
    for (int i = 0; i < rows.size(); i++) {
      Map<String, float[][]> expected = byRow.get(rows.get(i)).byName();
      if (!found.byName().keySet().equals(expected.keySet())) {
        return Double.POSITIVE_INFINITY;
      }
      for (Map.Entry<String, float[][]> output : expected.entrySet()) {
        float[][] answered = found.byName().get(output.getKey());
        if (answered.length != rows.size()) {
          return Double.POSITIVE_INFINITY;
        }
        largest = Math.max(largest, difference(output.getValue()[0], answered[i]));
      }
    }
    return largest;
  }

  private static double difference(float[] expected, float[] found) {
    if (expected.length != found.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - found[i]);
      largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return largest;
  }
}
