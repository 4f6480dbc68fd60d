package org.dmmsa.model.layer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Numbers;
import org.dmmsa.model.graph.Weight;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The layers once more, as loops in double over one sample, with weights by path.
 *
 * @param weights flat, kernels as (in, out)
 */
public record Plain(Map<String, float[]> weights) {

  /** Gives weights made-up values, and knows them. */
  public static Plain filled(GraphHarness harness, List<Weight> weights) {
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<Weight, float[]> assigned = new LinkedHashMap<>();
    long seed = 100;
    for (Weight weight : weights) {
      float[] numbers = Numbers.normal(seed++, (int) weight.size());
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = 0.4f * numbers[i] + (weight.path().endsWith("gain") ? 1 : 0);
      }
      values.put(weight.path(), numbers);
      assigned.put(weight, numbers);
    }
    harness.assign(assigned);
    return new Plain(values);
  }

  /** A scalar of about 1 on which every number of x has another influence. */
  public static Operand<TFloat32> loss(GraphHarness harness, Operand<TFloat32> x, int numbers) {
    Ops tf = harness.tf();
    Operand<TFloat32> flat = tf.reshape(x, tf.constant(new int[] {-1}));
    return tf.reduceSum(
        tf.math.mul(flat, tf.constant(Numbers.normal(77, numbers))), tf.constant(0));
  }

  public static double[][] table(float[] values, int width) {
    double[][] table = new double[values.length / width][width];
    for (int i = 0; i < values.length; i++) {
      table[i / width][i % width] = values[i];
    }
    return table;
  }

  public static float[] flat(double[][] table) {
    float[] values = new float[table.length * table[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) table[i / table[0].length][i % table[0].length];
    }
    return values;
  }

  public double[][] dense(String at, double[][] x) {
    float[] kernel = weights.get(at + "kernel");
    float[] bias = weights.get(at + "bias");
    double[][] y = new double[x.length][bias.length];
    for (int row = 0; row < x.length; row++) {
      for (int o = 0; o < bias.length; o++) {
        y[row][o] = bias[o];
        for (int i = 0; i < x[row].length; i++) {
          y[row][o] += x[row][i] * kernel[i * bias.length + o];
        }
      }
    }
    return y;
  }

  public double[][] norm(String at, double[][] x, double epsilon) {
    float[] gain = weights.get(at + "gain");
    float[] bias = weights.get(at + "bias");
    double[][] y = new double[x.length][gain.length];
    for (int row = 0; row < x.length; row++) {
      double mean = 0;
      for (double value : x[row]) {
        mean += value / gain.length;
      }
      double variance = 0;
      for (double value : x[row]) {
        variance += (value - mean) * (value - mean) / gain.length;
      }
      for (int i = 0; i < gain.length; i++) {
        y[row][i] = (x[row][i] - mean) / Math.sqrt(variance + epsilon) * gain[i] + bias[i];
      }
    }
    return y;
  }

  /** Attention of S positions to themselves; blocked ones have mask 0. */
  double[][] attention(String at, double[][] x, int heads, int... mask) {
    int[][] visible = new int[x.length][];
    Arrays.fill(visible, mask);
    return attention(at, x, x, heads, visible);
  }

  /** Attention of Q positions to S others; those that one may not look at have 0 in its row. */
  double[][] attention(String at, double[][] x, double[][] source, int heads, int[][] visible) {
    double[][] q = dense(at + "query/", x);
    double[][] k = dense(at + "key/", source);
    double[][] v = dense(at + "value/", source);
    int width = q[0].length / heads;
    double[][] gathered = new double[x.length][q[0].length];
    for (int head = 0; head < heads; head++) {
      for (int asking = 0; asking < x.length; asking++) {
        double[] share = new double[source.length];
        double sum = 0;
        for (int other = 0; other < source.length; other++) {
          double score = 0;
          for (int i = head * width; i < (head + 1) * width; i++) {
            score += q[asking][i] * k[other][i];
          }
          share[other] = visible[asking][other] * Math.exp(score / Math.sqrt(width));
          sum += share[other];
        }
        for (int other = 0; other < source.length; other++) {
          for (int i = head * width; i < (head + 1) * width; i++) {
            gathered[asking][i] += share[other] / sum * v[other][i];
          }
        }
      }
    }
    return dense(at + "output/", gathered);
  }

  double[][] transformer(double[][] x, TransformerSizes sizes, int... mask) {
    double[][] y =
        norm(
            "attention_norm/",
            sum(x, attention("attention/", x, sizes.heads(), mask)),
            sizes.epsilon());
    double[][] inner = activation(dense("expand/", y), sizes.activation());
    return norm("feedforward_norm/", sum(y, dense("contract/", inner)), sizes.epsilon());
  }

  /** A layer that normalizes before each half, looking at another sequence. */
  double[][] preNorm(double[][] x, double[][] source, TransformerSizes sizes, int[][] visible) {
    double[][] asking = norm("attention_norm/", x, sizes.epsilon());
    double[][] asked = norm("attention_norm/", source, sizes.epsilon());
    double[][] y = sum(x, attention("attention/", asking, asked, sizes.heads(), visible));
    double[][] normed = norm("feedforward_norm/", y, sizes.epsilon());
    double[][] inner = activation(dense("expand/", normed), sizes.activation());
    return sum(y, dense("contract/", inner));
  }

  /** The states of an LSTM that reads one sample. */
  double[][] lstm(String at, double[][] x) {
    float[] input = weights.get(at + "input/kernel");
    float[] hidden = weights.get(at + "hidden/kernel");
    float[] inputBias = weights.get(at + "input/bias");
    float[] hiddenBias = weights.get(at + "hidden/bias");
    int units = inputBias.length / 4;
    double[] cell = new double[units];
    double[] state = new double[units];
    double[][] states = new double[x.length][];
    for (int step = 0; step < x.length; step++) {
      double[] gates = new double[4 * units];
      for (int g = 0; g < gates.length; g++) {
        gates[g] = inputBias[g] + hiddenBias[g];
        for (int i = 0; i < x[step].length; i++) {
          gates[g] += x[step][i] * input[i * gates.length + g];
        }
        for (int i = 0; i < units; i++) {
          gates[g] += state[i] * hidden[i * gates.length + g];
        }
      }
      state = new double[units];
      for (int i = 0; i < units; i++) {
        double written = sigmoid(gates[i]) * Math.tanh(gates[2 * units + i]);
        cell[i] = sigmoid(gates[units + i]) * cell[i] + written;
        state[i] = sigmoid(gates[3 * units + i]) * Math.tanh(cell[i]);
      }
      states[step] = state;
    }
    return states;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][a[0].length];
    for (int row = 0; row < a.length; row++) {
      for (int i = 0; i < a[row].length; i++) {
        sum[row][i] = a[row][i] + b[row][i];
      }
    }
    return sum;
  }

  static double[][] activation(double[][] x, Activation form) {
    double[][] y = new double[x.length][x[0].length];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < x[row].length; i++) {
        y[row][i] = activation(x[row][i], form);
      }
    }
    return y;
  }

  static double activation(double x, Activation form) {
    return switch (form) {
      case GELU -> x * normalDistribution(x);
      case GELU_TANH ->
          0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case RELU -> Math.max(x, 0);
      case SIGMOID -> sigmoid(x);
    };
  }

  /** Φ by its power series, exact to 1e-9 below 6. */
  static double normalDistribution(double x) {
    if (Math.abs(x) > 6) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / (2 * n);
      sum += term / (2 * n + 1);
    }
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  }
}
