package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.optimizer.Adam;
import org.dmmsa.training.optimizer.GradientClip;
import org.dmmsa.training.optimizer.OptimizerConfig;
import org.dmmsa.training.optimizer.ParameterGroup;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.LossWeighting;
import org.dmmsa.training.weighting.Uncertainty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Updates of a line with four weights, against the same in plain Java. */
class TrainGraphTest {
  private static final OptimizerConfig ADAMW =
      new OptimizerConfig(OptimizerConfig.Name.ADAMW, 0.9, 0.999, 1e-8);

  /** Rows of two audio features, a vision feature and a label. */
  private static final float[][] ROWS = {
    {1, 2, -1, 3}, {0.5f, -1, 2, -2}, {3, 0, 1, 0.25f}, {-1, 1, 0.5f, 1}, {2, 2, -3, -1}
  };

  private static TrainGraph graph(GradientClip clip, boolean inParts, int bertFrozen) {
    return graph(FixedWeights.NONE, Optional.empty(), clip, Optional.empty(), inParts, bertFrozen);
  }

  private static TrainGraph graph(
      LossWeighting weighting,
      Optional<ParameterGroup.Decays> decays,
      GradientClip clip,
      Optional<Double> averageDecay,
      boolean inParts,
      int bertFrozen) {
    return graph(weighting, decays, clip, averageDecay, inParts, bertFrozen, Optional.empty());
  }

  private static TrainGraph graph(
      LossWeighting weighting,
      Optional<ParameterGroup.Decays> decays,
      GradientClip clip,
      Optional<Double> averageDecay,
      boolean inParts,
      int bertFrozen,
      Optional<Cluster> cluster) {
    Map<String, ParameterGroup> groups = new LinkedHashMap<>();
    groups.put(
        "bert",
        new ParameterGroup(
            "text/bert/",
            1,
            0.1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new ParameterGroup.Freeze("all", bertFrozen))));
    groups.put("rest", new ParameterGroup("", 1, 0.1, Optional.empty(), decays, Optional.empty()));
    return new TrainGraph(
        new TrainGraph.Plan(
            new LineModel.Config(),
            LineModel.Config.DIMS,
            weighting,
            groups,
            ADAMW,
            clip,
            averageDecay,
            inParts,
            1,
            Sessions.DEFAULT,
            cluster));
  }

  private static TrainGraph graph(double clip, boolean inParts) {
    return graph(
        clip == 0 ? GradientClip.NONE : new GradientClip(GradientClip.By.NORM, Optional.of(clip)),
        inParts,
        0);
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
    Batch batch =
        new Batch(
            IntStream.range(from, to).boxed().toList(),
            new InputTensors(
                Map.of(
                    Input.AUDIO, GraphHarness.tensor(Shape.of(size, 1, 2), audio),
                    Input.VISION, GraphHarness.tensor(Shape.of(size, 1, 1), vision))));
    batch.add(Map.of("sentiment", labels));
    return batch;
  }

  /** Weights in the order kernel of BERT, two of the kernel, bias; then the count of batches. */
  private static double[] weights(TrainGraph graph) {
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

  private static StepInput input(TrainGraph graph, double bertRate, double rate, long updates) {
    Map<String, Adam.Step> steps =
        Map.of(
            "bert", graph.optimizer().step("bert", bertRate, updates),
            "rest", graph.optimizer().step("rest", rate, updates));
    return new StepInput(Map.of(), updates, 0, steps);
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

  private static void assertSame(TrainGraph graph, Plain plain) {
    double[] actual = weights(graph);
    for (int i = 0; i < 4; i++) {
      assertThat(actual[i]).as("weight %d", i).isCloseTo(plain.weights[i], within(3e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "0.5, false", "0.5, true", "1000, false"})
  void threeStepsAreThoseOfPlainJava(double clip, boolean microBatches) {
    Plain plain = new Plain();
    try (TrainGraph graph = graph(clip, microBatches)) {
      int[][] batches = {{0, 3}, {3, 5}, {0, 5}};
      for (int s = 0; s < 3; s++) {
        int from = batches[s][0];
        int to = batches[s][1];
        List<Batch> parts =
            microBatches
                ? List.of(batch(from, from + 1), batch(from + 1, to))
                : List.of(batch(from, to));
        Map<String, Double> losses = graph.step(0, parts, input(graph, 0.01, 0.1, s)).losses();
        parts.forEach(Batch::close);
        double loss = plain.step(from, to, clip, 0.01, 0.1, 0.1, 0.1);
        assertThat(losses.get("sentiment")).isCloseTo(loss, within(1e-5 * Math.max(1, loss)));
        assertSame(graph, plain);
      }
    }
  }

  @Test
  void aPhaseLeavesTheOthersAloneAndClipsByItsOwnWeights() {
    Plain plain = new Plain();
    try (TrainGraph graph =
            graph(new GradientClip(GradientClip.By.NORM, Optional.of(0.5)), false, 2);
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
    try (TrainGraph once = graph(0, false);
        TrainGraph none = graph(0, false);
        Batch batch = batch(0, 5)) {
      Map<String, Double> full = once.step(0, List.of(batch), input(once, 0.1, 0.1, 0)).losses();
      StepInput off =
          new StepInput(Map.of("sentiment", 0.0), 0, 0, input(none, 0, 0.1, 0).optimizer());
      assertThat(none.step(0, List.of(batch), off).losses()).isEqualTo(full);
      assertThat(weights(none)[3]).as("the bias, which does not decay").isEqualTo(1);
    }
  }

  private static TrainGraph uncertain(
      Optional<ParameterGroup.Decays> decays, boolean microBatches) {
    return graph(new Uncertainty(), decays, GradientClip.NONE, Optional.empty(), microBatches, 0);
  }

  private static TrainGraph averaging(double decay, boolean inParts) {
    return graph(
        FixedWeights.NONE, Optional.empty(), GradientClip.NONE, Optional.of(decay), inParts, 0);
  }

  @ParameterizedTest
  @CsvSource({"0.15, false", "0.15, true", "0.9, false"})
  void averagesFollowTheWeightsAndAreWhatAnswersWhenExchanged(double decay, boolean microBatches) {
    try (TrainGraph graph = averaging(decay, microBatches);
        Batch first = batch(0, 2);
        Batch second = batch(2, 5);
        Batch whole = batch(0, 5)) {
      List<Batch> parts = microBatches ? List.of(first, second) : List.of(whole);
      graph.startAverages();
      double[] averages = {1, 1, 1, 1};
      for (int step = 0; step < 4; step++) {
        graph.step(0, parts, input(graph, 0.01, 0.1, step));
        double kept = Math.min(decay, (1.0 + step) / (10 + step));
        for (int i = 0; i < 4; i++) {
          averages[i] = kept * averages[i] + (1 - kept) * weights(graph)[i];
        }
      }
      double[] trained = weights(graph);
      graph.swapAverages();
      assertThat(Arrays.copyOf(weights(graph), 4)).containsExactly(averages, within(1e-6));
      float[] row = ROWS[0];
      double score =
          averages[1] * row[0] + averages[2] * row[1] + averages[0] * row[2] + averages[3];
      assertThat((double) graph.answer(whole.inputs()).sentiment()[0])
          .isCloseTo(score, within(1e-5));
      graph.swapAverages();
      assertThat(weights(graph)).containsExactly(trained);
    }
  }

  @Test
  void averagesAreWhatACheckpointGivesToOthersAndTrainingGoesOnFromItExactly(@TempDir Path folder) {
    try (TrainGraph graph = averaging(0.9, false);
        TrainGraph other = averaging(0.9, false);
        TrainGraph plain = graph(0, false);
        Batch batch = batch(0, 5)) {
      graph.startAverages();
      graph.step(0, List.of(batch), input(graph, 0.01, 0.1, 0));
      graph.step(0, List.of(batch), input(graph, 0.01, 0.1, 1));
      graph.save(folder);
      other.restore(folder);
      graph.step(0, List.of(batch), input(graph, 0.01, 0.1, 2));
      other.step(0, List.of(batch), input(other, 0.01, 0.1, 2));
      assertThat(weights(other)).containsExactly(weights(graph));
      graph.restore(folder);
      graph.swapAverages();
      plain.restoreWeights(folder);
      assertThat(weights(plain)).containsExactly(weights(graph));
      graph.swapAverages();
      assertThat(weights(plain)).isNotEqualTo(weights(graph));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTheWeightingLearnsIsTrainedWithoutDecayAndRestored(
      boolean microBatches, @TempDir Path folder) {
    Optional<ParameterGroup.Decays> all = Optional.of(ParameterGroup.Decays.ALL);
    try (TrainGraph graph = uncertain(all, microBatches);
        TrainGraph other = uncertain(all, microBatches);
        Batch first = batch(0, 2);
        Batch second = batch(2, 5);
        Batch whole = batch(0, 5)) {
      List<Batch> parts = microBatches ? List.of(first, second) : List.of(whole);
      assertThat(weights(graph)).containsExactly(1, 1, 1, 1, 0, 0);
      double logVariance = 0;
      double mean = 0;
      double squares = 0;
      for (int step = 1; step <= 3; step++) {
        Map<String, Double> losses =
            graph.step(0, parts, input(graph, 0.01, 0.1, step - 1)).losses();
        double slope = 0.5 - Math.exp(-logVariance) * losses.get("sentiment");
        mean = 0.9 * mean + 0.1 * slope;
        squares = 0.999 * squares + 0.001 * slope * slope;
        logVariance -=
            0.1
                * (mean / (1 - Math.pow(0.9, step)))
                / Math.sqrt(squares / (1 - Math.pow(0.999, step)));
        assertThat(weights(graph)[5]).as("step %d", step).isCloseTo(logVariance, within(1e-5));
      }
      assertThat(logVariance).isGreaterThan(0.2);

      graph.save(folder);
      other.restoreWeights(folder, "text/");
      assertThat(weights(other)).endsWith(1, 1, 1, 0, 0);
      other.restoreWeights(folder);
      assertThat(weights(other)).isEqualTo(weights(graph));
    }
  }

  @Test
  void signalsComeBackPartByPartAndRowByRow() {
    try (TrainGraph graph = graph(0, true);
        Batch first = batch(0, 2);
        Batch second = batch(2, 5)) {
      StepResult result = graph.step(0, List.of(first, second), input(graph, 0, 0, 0));
      assertThat(result.signals()).hasSize(2);
      assertThat(result.signals().get(0).get("score")).hasDimensions(2, 1);
      float[][] scores = result.signals().get(1).get("score");
      assertThat(scores).hasDimensions(3, 1);
      for (int i = 0; i < 3; i++) {
        float[] row = ROWS[2 + i];
        assertThat(scores[i][0]).isEqualTo(row[0] + row[1] + row[2] + 1);
      }
    }
  }

  @Test
  void clippingByValueLimitsEachNumber() {
    GradientClip clip = new GradientClip(GradientClip.By.VALUE, Optional.of(1e-3));
    try (TrainGraph graph = graph(clip, false, 0);
        Batch batch = batch(0, 5)) {
      graph.step(0, List.of(batch), input(graph, 0, 0, 0));
      for (String slot : List.of("kernel", "bias")) {
        try (var result =
            graph
                .session()
                .runner()
                .fetch(graph.optimizer().variables().get(slot + "/adam_mean"))
                .run()) {
          for (float mean : GraphHarness.copy((TFloat32) result.get(0))) {
            assertThat(Math.abs(mean)).isCloseTo(1e-4f, within(1e-9f));
          }
        }
      }
    }
  }

  /** Moving averages live on it. */
  @Test
  void whatALayerAskedForRunsWithEachPartOfAStepAndNotWithAnAnswer() {
    try (TrainGraph graph = graph(0, true);
        Batch first = batch(0, 2);
        Batch second = batch(2, 5)) {
      graph.step(0, List.of(first, second), input(graph, 0, 0, 0));
      graph.step(0, List.of(first), input(graph, 0, 0, 1));
      graph.answer(second.inputs());
      assertThat(weights(graph)[4]).isEqualTo(3);
    }
  }

  /** The line counts the parts that it has seen, as batch norm keeps moving averages of them. */
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // TensorFlow waits for ever
  void whatEachPartMovesOnIsRefusedOnACluster() {
    Cluster cluster = new Cluster(List.of("localhost:1", "localhost:2"));
    assertThatThrownBy(
            () ->
                graph(
                        FixedWeights.NONE,
                        Optional.empty(),
                        GradientClip.NONE,
                        Optional.empty(),
                        true,
                        0,
                        Optional.of(cluster))
                    .close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found seen, which each part");
  }
}
