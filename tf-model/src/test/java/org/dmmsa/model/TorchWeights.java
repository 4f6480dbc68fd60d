package org.dmmsa.model;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.dmmsa.model.graph.Weight;
import org.tensorflow.ndarray.Shape;

/**
 * Where each of our weights is in a PyTorch state dict: linear weights are (out, in) there, and
 * attention has query, key and value stacked.
 *
 * @param modules from the start of our path to the start of theirs, the more special first
 */
public record TorchWeights(Golden weights, List<Map.Entry<String, String>> modules) {

  /** Gives each weight its value from the state dict. */
  public void each(List<Weight> ours, BiConsumer<Weight, float[]> assign) {
    ours.forEach(weight -> assign.accept(weight, value(weights, weight)));
  }

  /** The part of an array of their layout, a value or a gradient, that is this weight's. */
  public float[] value(Golden arrays, Weight weight) {
    String theirs = theirName(weight.path());
    int part = stackedPart(weight.path());
    if (part >= 0) {
      boolean bias = weight.path().endsWith("bias");
      Golden stacked = arrays.at(theirs);
      float[] all = stacked.floats();
      float[] mine = new float[(int) weight.size()];
      System.arraycopy(all, part * mine.length, mine, 0, mine.length);
      return bias ? mine : transpose(mine, weight.shape());
    }
    float[] values = arrays.at(theirs).floats();
    return weight.path().endsWith("kernel") ? transpose(values, weight.shape()) : values;
  }

  /** Whether arrays of their layout hold this weight. */
  public boolean has(Golden arrays, Weight weight) {
    return arrays.node().has(theirName(weight.path()));
  }

  private static float[] transpose(float[] outIn, Shape inOut) {
    int in = (int) inOut.get(0);
    int out = (int) inOut.get(1);
    float[] values = new float[outIn.length];
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        values[i * out + o] = outIn[o * in + i];
      }
    }
    return values;
  }

  private int stackedPart(String path) {
    if (path.startsWith("text/")) {
      return -1;
    }
    List<String> parts = List.of("/attention/query/", "/attention/key/", "/attention/value/");
    for (int i = 0; i < parts.size(); i++) {
      if (path.contains(parts.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private String theirName(String path) {
    String name = path;
    for (Map.Entry<String, String> rename : modules) {
      name = name.replaceFirst(rename.getKey(), rename.getValue());
    }
    return name.replace('/', '.');
  }
}
