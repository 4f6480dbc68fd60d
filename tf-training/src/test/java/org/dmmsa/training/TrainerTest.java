package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.batch.BatchOrder;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.batch.Labels;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.TinyPickle;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.PolarityScheme;
import org.dmmsa.training.optimizer.GradientClip;
import org.dmmsa.training.optimizer.OptimizerConfig;
import org.dmmsa.training.optimizer.ParameterGroup;
import org.dmmsa.training.optimizer.Schedule;
import org.dmmsa.training.weighting.FixedWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.types.TFloat32;

/**
 * A whole stage of a line with four weights, against the same in plain Java, in double: two groups
 * of which one thaws after an epoch, a schedule, clipping, moving averages that are what is
 * validated and kept, and a smaller last batch.
 */
class TrainerTest {
  private static final int ROWS = 10;
  private static final int BATCH = 4;
  private static final int EPOCHS = 4;
  private static final int STEPS = 3;
  private static final int FROZEN = 1;
  private static final double BERT_RATE = 0.3;
  private static final double RATE = 0.2;
  private static final double DECAY = 0.1;
  private static final double CLIP = 0.8;
  private static final double AVERAGE = 0.6;
  private static final double WARMUP = 1.5; // epochs

  @TempDir Path folder;

  /** Rows of vision, two of audio, and a 1 for the bias; then the label. */
  private static double[][] rows(int count, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[count][];
    for (int row = 0; row < count; row++) {
      double[] x = {number(random), number(random), number(random), 1, 0};
      x[4] = (float) (1.5 * x[0] - x[1] + 0.5 * x[2] - 1 + 0.3 * random.nextGaussian());
      rows[row] = x;
    }
    return rows;
  }

  private static float number(Random random) {
    return (float) (random.nextGaussian() + 0.01);
  }

  private final double[][] train = rows(ROWS, 1);
  private final double[][] valid = rows(6, 2);

  private Dataset data() {
    TinyPickle pickle = new TinyPickle();
    Map.of("train", train, "valid", valid, "test", rows(2, 3))
        .forEach(
            (split, rows) -> {
              List<String> ids = new ArrayList<>();
              List<Double> labels = new ArrayList<>();
              for (double[] row : rows) {
                ids.add(split + "$_$" + ids.size());
                labels.add(row[4]);
              }
              pickle
                  .with(split, "id", ids)
                  .with(split, "audio", frames(rows, 1, 2))
                  .with(split, "vision", frames(rows, 0, 1))
                  .with(split, "regression_labels", labels);
            });
    return Dataset.open(pickle.save(folder), new LineModel.Config().inputs());
  }

  private static ArrayContent frames(double[][] rows, int from, int features) {
    return new ArrayContent(
        Dtype.FLOAT32,
        List.of(rows.length, 1, features),
        (row, to) -> {
          for (int i = from; i < from + features; i++) {
            to.putFloat((float) rows[row][i]);
          }
        });
  }

  private static StageConfig config(Optional<BatchOrder> order) {
    Map<String, ParameterGroup> groups = new LinkedHashMap<>();
    groups.put(
        "bert", group("text/bert/", BERT_RATE, Optional.of(new ParameterGroup.Freeze("all", 1))));
    groups.put("rest", group("", RATE, Optional.empty()));
    return new StageConfig(
        EPOCHS,
        BATCH,
        0,
        order,
        new Schedule.Linear(WARMUP),
        new Selection(Metric.MAE, 0, 0, 0),
        Optional.of(AVERAGE),
        Optional.empty(),
        groups);
  }

  private static ParameterGroup group(
      String under, double rate, Optional<ParameterGroup.Freeze> freeze) {
    return new ParameterGroup(under, rate, DECAY, Optional.empty(), Optional.empty(), freeze);
  }

  /** The line in plain Java: the weight of vision, two of audio, the bias. */
  private static final class Plain {
    private final double[] weights = {1, 1, 1, 1};
    private final double[] averages = {1, 1, 1, 1};
    private final double[] mean = new double[4];
    private final double[] squares = new double[4];
    private final int[] updates = new int[4];
    private int steps;

    private static double score(double[] weights, double[] row) {
      return IntStream.range(0, 4).mapToDouble(i -> weights[i] * row[i]).sum();
    }

    /** An update; the mean squared error before it. */
    double step(List<double[]> batch, int epoch) {
      double[] gradient = new double[4];
      double loss = 0;
      for (double[] row : batch) {
        double error = score(weights, row) - row[4];
        loss += error * error / batch.size();
        for (int i = 0; i < 4; i++) {
          gradient[i] += 2 * error * row[i] / batch.size();
        }
      }
      double warmup = WARMUP * STEPS;
      double all = EPOCHS * STEPS;
      double factor = steps < warmup ? steps / warmup : (all - steps) / (all - warmup);
      for (int i = epoch > FROZEN ? 0 : 1; i < 4; i++) {
        double rate = factor * (i == 0 ? BERT_RATE : RATE);
        double g = Math.max(-CLIP, Math.min(CLIP, gradient[i]));
        updates[i]++;
        mean[i] = 0.9 * mean[i] + 0.1 * g;
        squares[i] = 0.999 * squares[i] + 0.001 * g * g;
        double corrected = mean[i] / (1 - Math.pow(0.9, updates[i]));
        double root = Math.sqrt(squares[i] / (1 - Math.pow(0.999, updates[i])));
        weights[i] -= rate * (i == 3 ? 0 : DECAY * weights[i]);
        weights[i] -= rate * corrected / (root + 1e-8);
      }
      double kept = Math.min(AVERAGE, (1.0 + steps) / (10.0 + steps));
      for (int i = 0; i < 4; i++) {
        averages[i] = kept * averages[i] + (1 - kept) * weights[i];
      }
      steps++;
      return loss;
    }

    double mae(double[][] rows) {
      double sum = 0;
      for (double[] row : rows) {
        sum += Math.abs(score(averages, row) - row[4]) / rows.length;
      }
      return sum;
    }
  }

  @ParameterizedTest
  @EnumSource(BatchOrder.class)
  void aWholeStageGoesAsInPlainJava(BatchOrder order) {
    check(Optional.of(order), order);
  }

  @Test
  void withoutAnOrderBatchesAreByLengthAsTheyWereBeforeThereWasAChoice() {
    check(Optional.empty(), BatchOrder.BY_LENGTH);
  }

  private void check(Optional<BatchOrder> asked, BatchOrder order) {
    Stage stage =
        new Stage(
            "line",
            new LineModel.Config(),
            config(asked),
            FixedWeights.NONE,
            "sentiment",
            StepHook.NOTHING);
    CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("checkpoints"));
    List<EpochResult> told = new ArrayList<>();
    Plain plain = new Plain();
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    try (Dataset data = data();
        TrainGraph graph = graph(stage.config())) {
      new Trainer(stage, graph, around(data, checkpoints, told)).begin();
      assertThat(told).hasSize(EPOCHS);
      for (EpochResult result : told) {
        double loss = 0;
        for (List<Integer> batch : plan(order, result.epoch())) {
          List<double[]> rows = batch.stream().map(row -> train[row]).toList();
          loss += plain.step(rows, result.epoch()) * rows.size() / ROWS;
        }
        double mae = plain.mae(valid);
        assertThat(result.losses().get("sentiment")).isCloseTo(loss, within(1e-5 * loss));
        assertThat(result.valid().get(Metric.MAE)).hasValueCloseTo(mae, within(1e-5));
        assertThat(result.best()).isEqualTo(mae < least);
        if (mae < least) {
          least = mae;
          best = plain.averages.clone();
        }
      }
      assertThat(weights(graph)).containsExactly(plain.weights, within(1e-5));
      graph.restoreWeights(checkpoints.path("best"));
      assertThat(weights(graph)).containsExactly(best, within(1e-5));
    }
  }

  private static List<List<Integer>> plan(BatchOrder order, int epoch) {
    return order.epoch(ROWS, row -> 2, BATCH, Seeds.of(1, "line/order", epoch)).batches();
  }

  private static Trainer.Surroundings around(
      Dataset data, CheckpointFolder checkpoints, List<EpochResult> told) {
    Batcher batcher =
        new Batcher(
            new InputBatcher(new LineModel.Config().inputs(), 0, 0),
            new Labels(PolarityScheme.SIGN, false));
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            told.add(result);
          }
        };
    return new Trainer.Surroundings(
        data,
        false,
        batcher,
        Optional.empty(),
        MetricFamily.MOSI,
        checkpoints,
        List.of(listener),
        () -> false);
  }

  private static TrainGraph graph(StageConfig config) {
    return new TrainGraph(
        new TrainGraph.Plan(
            new LineModel.Config(),
            LineModel.Config.DIMS,
            FixedWeights.NONE,
            config.groups(),
            new OptimizerConfig(OptimizerConfig.Name.ADAMW, 0.9, 0.999, 1e-8),
            new GradientClip(GradientClip.By.VALUE, Optional.of(CLIP)),
            config.averageDecay(),
            false,
            1,
            Sessions.DEFAULT,
            Optional.empty()));
  }

  /** In the order of the plain line's. */
  private static double[] weights(TrainGraph graph) {
    List<Double> values = new ArrayList<>();
    for (var weight : graph.weights().trained()) {
      try (var result = graph.session().runner().fetch(weight.value()).run()) {
        for (float value : GraphHarness.copy((TFloat32) result.get(0))) {
          values.add((double) value);
        }
      }
    }
    return values.stream().mapToDouble(v -> v).toArray();
  }
}
