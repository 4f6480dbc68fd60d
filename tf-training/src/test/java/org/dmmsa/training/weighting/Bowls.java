package org.dmmsa.training.weighting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Four terms over two shared features x and y, [1, 2] each: term k is the mean of a_k·(f - c_k)²/2
 * over the four numbers f. The terms 0 and 1 are main, 2 and 3 auxiliary.
 */
final class Bowls implements AutoCloseable {
  static final List<String> NAMES = List.of("sentiment", "polarity", "unimodal", "contrastive");
  static final List<String> TASKS = NAMES.subList(2, 4);
  private static final double[] STEEPNESS = {1, 0.5, 2, 4};
  private static final double[][] CENTERS = {
    {0, 0, 0, 0}, {1, -1, 0.5f, 2}, {0.5, 2, -1, 1}, {3, 3, 3, 3}
  };

  final GraphHarness harness = new GraphHarness();
  final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Placeholder<TFloat32> x = harness.input(Shape.of(1, 2), 0f, 0);
  private final Placeholder<TFloat32> y = harness.input(Shape.of(1, 2), 0f, 0);
  private final Placeholder<TFloat32> fed = harness.input(Shape.of(4), 1f, 1, 1, 1);
  private final Placeholder<org.tensorflow.types.TInt64> seed = harness.scalar(7L);
  final Operand<TFloat32> losses;
  final WeightedLoss weighted;

  Bowls(LossWeighting weighting) {
    this(weighting, TASKS);
  }

  Bowls(LossWeighting weighting, List<String> tasks) {
    Ops tf = harness.tf();
    Map<String, Operand<TFloat32>> each = new LinkedHashMap<>();
    for (int k = 0; k < NAMES.size(); k++) {
      Operand<TFloat32> f = tf.reshape(tf.concat(List.of(x, y), tf.constant(0)), tf.array(-1));
      float[] center = new float[4];
      for (int i = 0; i < 4; i++) {
        center[i] = (float) CENTERS[k][i];
      }
      Operand<TFloat32> squares = tf.math.square(tf.math.sub(f, tf.constant(center)));
      each.put(
          NAMES.get(k),
          tf.math.mul(
              tf.math.mean(squares, tf.constant(0)), tf.constant((float) STEEPNESS[k] / 2)));
    }
    losses = tf.stack(List.copyOf(each.values()));
    weighted =
        weighting.weigh(
            new StepTerms(
                tf,
                harness.graph(),
                weights,
                Terms.of(each, List.of(x, y)),
                tasks,
                losses,
                fed,
                seed));
    harness.session().initialize();
  }

  /** Moves to other features. */
  void at(double... features) {
    float[] f = new float[4];
    for (int i = 0; i < 4; i++) {
      f[i] = (float) features[i];
    }
    harness.feed(x, GraphHarness.tensor(Shape.of(1, 2), f[0], f[1]));
    harness.feed(y, GraphHarness.tensor(Shape.of(1, 2), f[2], f[3]));
  }

  void feed(float... weights) {
    harness.feed(fed, GraphHarness.tensor(Shape.of(4), weights));
  }

  void seed(long value) {
    harness.feed(seed, org.tensorflow.types.TInt64.scalarOf(value));
  }

  /** One step: the weights that were used. What is remembered moves. */
  double[] step() {
    return doubles(harness.floats(weighted.weights()));
  }

  /** A step's total and its gradient with respect to each loss. */
  double[] totalAndSlopes() {
    Operand<TFloat32> slopes = harness.gradientsOf(weighted.total(), List.of(losses)).get(0);
    List<float[]> values = harness.floats(List.of(weighted.total(), slopes));
    double[] all = new double[5];
    all[0] = values.get(0)[0];
    for (int i = 0; i < 4; i++) {
      all[1 + i] = values.get(1)[i];
    }
    return all;
  }

  /** What is kept under a path, as it is now. */
  double[] kept(String path) {
    Weight weight =
        weights.all().stream().filter(w -> w.path().equals(path)).findFirst().orElseThrow();
    return doubles(harness.floats(weight.value()));
  }

  static double[] doubles(float[] values) {
    double[] all = new double[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i];
    }
    return all;
  }

  /** A loss in plain Java. */
  static double loss(int k, double... f) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += STEEPNESS[k] * Math.pow(f[i] - CENTERS[k][i], 2) / 2;
    }
    return sum / 4;
  }

  /** The gradient of the sum of some losses by central differences. */
  static double[] slope(List<Integer> terms, double... f) {
    double[] slope = new double[4];
    for (int i = 0; i < 4; i++) {
      for (int k : terms) {
        double[] up = f.clone();
        double[] down = f.clone();
        up[i] += 1e-4;
        down[i] -= 1e-4;
        slope[i] += (loss(k, up) - loss(k, down)) / 2e-4;
      }
    }
    return slope;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void close() {
    harness.close();
  }
}
