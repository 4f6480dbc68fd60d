package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.savedmodel.serving.InputTensors;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.batch.TargetTensors;
import org.dmmsa.training.optimizer.AdamW;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Updates of a line with four weights, against the same in plain Java. */
class UpdateOpsTest {
  private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.999, 1e-8, 0.1);

  /** Rows of two audio features, a vision feature and a label. */
  private static final float[][] ROWS = {
    {1, 2, -1, 3}, {0.5f, -1, 2, -2}, {3, 0, 1, 0.25f}, {-1, 1, 0.5f, 1}, {2, 2, -3, -1}
  };

  private static StepGraph graph(double clip, boolean accumulates, TrainedWeights... phases) {
    return new StepGraph(
        new StepGraph.Plan(
            LineModel::new,
            2,
            1,
            List.of(phases),
            SETTINGS,
            clip == 0 ? OptionalDouble.empty() : OptionalDouble.of(clip),
            accumulates,
            1,
            Sessions.DEFAULT));
  }

  private static Batch batch(int from, int to) {
    int size = to - from;
    float[] audio = new float[2 * size];
    float[] vision = new float[size];
    float[] labels = new float[size];
    for (int i = 0; i < size; i++) {
      audio[2 * i] = ROWS[from + i][0];
      audio[2 * i + 1] = ROWS[from + i][1];
      vision[i] = ROWS[from + i][2];
      labels[i] = ROWS[from + i][3];
    }
    return new Batch(
        new InputTensors(
            tokens(size),
            tokens(size),
            tokens(size),
            GraphHarness.tensor(Shape.of(size, 1, 2), audio),
            GraphHarness.tensor(Shape.of(size, 1, 1), vision)),
        new TargetTensors(
            GraphHarness.tensor(Shape.of(size), labels),
            TInt32.tensorOf(Shape.of(size)),
            GraphHarness.tensor(Shape.of(size), labels),
            GraphHarness.tensor(Shape.of(size), labels),
            GraphHarness.tensor(Shape.of(size), labels)));
  }

  /** Weights in the order kernel of BERT, two of the kernel, bias. */
  private static double[] weights(StepGraph graph) {
    List<Double> values = new ArrayList<>();
    for (Weight weight : graph.weights().all()) {
      try (var result = graph.session().runner().fetch(weight.value()).run()) {
        for (float value : GraphHarness.copy((TFloat32) result.get(0))) {
          values.add((double) value);
        }
      }
    }
    return values.stream().mapToDouble(v -> v).toArray();
  }

  private static TInt32 tokens(int rows) {
    return TInt32.tensorOf(Shape.of(rows, 1));
  }

  private static StepInput input(StepGraph graph, double bertRate, double rate, long updates) {
    return new StepInput(
        Map.of(),
        0,
        Map.of(
            WeightGroup.BERT, graph.optimizer().step(bertRate, updates),
            WeightGroup.REST, graph.optimizer().step(rate, updates)));
  }

  /** Steps of AdamW with global clipping on the line, in double. */
  private static final class Plain {
    private final double[] weights = {1, 1, 1, 1};
    private final double[] mean = new double[4];
    private final double[] squares = new double[4];
    private int count;

    double step(int from, int to, double clip, double... rates) {
      double[] gradient = new double[4];
      double loss = 0;
      for (int row = from; row < to; row++) {
        double[] x = {ROWS[row][2], ROWS[row][0], ROWS[row][1], 1};
        double error = -ROWS[row][3];
        for (int i = 0; i < 4; i++) {
          error += weights[i] * x[i];
        }
        loss += error * error / (to - from);
        for (int i = 0; i < 4; i++) {
          gradient[i] += 2 * error * x[i] / (to - from);
        }
      }
      double norm = 0;
      for (int i = 0; i < 4; i++) {
        norm += rates[i] < 0 ? 0 : gradient[i] * gradient[i];
      }
      double scale = clip == 0 ? 1 : clip / Math.max(clip, Math.sqrt(norm));
      count++;
      for (int i = 0; i < 4; i++) {
        if (rates[i] < 0) {
          continue; // does not train
        }
        double g = gradient[i] * scale;
        mean[i] = 0.9 * mean[i] + 0.1 * g;
        squares[i] = 0.999 * squares[i] + 0.001 * g * g;
        weights[i] -= i < 3 ? rates[i] * 0.1 * weights[i] : 0;
        weights[i] -=
            rates[i]
                * (mean[i] / (1 - Math.pow(0.9, count)))
                / (Math.sqrt(squares[i] / (1 - Math.pow(0.999, count))) + 1e-8);
      }
      return loss;
    }
  }

  private static void assertSame(StepGraph graph, Plain plain) {
    double[] actual = weights(graph);
    for (int i = 0; i < 4; i++) {
      assertThat(actual[i]).as("weight %d", i).isCloseTo(plain.weights[i], within(3e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "0.5, false", "0.5, true", "1000, false"})
  void threeStepsAreThoseOfPlainJava(double clip, boolean microBatches) {
    Plain plain = new Plain();
    try (StepGraph graph = graph(clip, microBatches, TrainedWeights.ALL)) {
      int[][] batches = {{0, 3}, {3, 5}, {0, 5}};
      for (int s = 0; s < 3; s++) {
        int from = batches[s][0];
        int to = batches[s][1];
        List<Batch> parts =
            microBatches
                ? List.of(batch(from, from + 1), batch(from + 1, to))
                : List.of(batch(from, to));
        float[] losses = graph.step(0, parts, input(graph, 0.01, 0.1, s));
        parts.forEach(Batch::close);
        double loss = plain.step(from, to, clip, 0.01, 0.1, 0.1, 0.1);
        assertThat((double) losses[0]).isCloseTo(loss, within(1e-5 * Math.max(1, loss)));
        assertSame(graph, plain);
      }
    }
  }

  @Test
  void aPhaseLeavesTheOthersAloneAndClipsByItsOwnWeights() {
    Plain plain = new Plain();
    try (StepGraph graph = graph(0.5, false, TrainedWeights.WITHOUT_BERT, TrainedWeights.ALL);
        Batch batch = batch(0, 5)) {
      graph.step(0, List.of(batch), input(graph, 9, 0.1, 0));
      plain.step(0, 5, 0.5, -1, 0.1, 0.1, 0.1);
      assertSame(graph, plain);
      assertThat(weights(graph)[0]).isEqualTo(1);
      graph.step(1, List.of(batch), input(graph, 0.05, 0, 1));
      assertThat(weights(graph)[0]).isNotEqualTo(1);
    }
  }

  @Test
  void lossWeightsScaleTheGradientAndNotTheReportedLoss() {
    try (StepGraph once = graph(0, false, TrainedWeights.ALL);
        StepGraph none = graph(0, false, TrainedWeights.ALL);
        Batch batch = batch(0, 5)) {
      float[] full = once.step(0, List.of(batch), input(once, 0.1, 0.1, 0));
      StepInput off =
          new StepInput(Map.of("sentiment", 0.0), 0, input(none, 0, 0.1, 0).optimizer());
      float[] weighted = none.step(0, List.of(batch), off);
      assertThat(weighted).containsExactly(full);
      assertThat(weights(none)[3]).as("the bias, which does not decay").isEqualTo(1);
    }
  }
}
