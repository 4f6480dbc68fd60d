package org.dmmsa.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.Weight;
import org.tensorflow.ndarray.Shape;

/**
 * Where each of our weights is in a PyTorch state dict: linear weights are (out, in) there, those
 * of convolutions (out, in, steps), and attention may have query, key and value stacked, and batch
 * norm calls its state running.
 */
public final class TorchWeights {
  private final Golden weights;
  private final Map<String, String> renames = new LinkedHashMap<>();

  /**
   * @param weights the state dict
   * @param bert where the BERT is in it, in Hugging Face's names
   */
  public TorchWeights(Golden weights, String bert) {
    this.weights = weights;
    rename("^text/bert/embeddings/(word|position)$", bert + "/embeddings/$1_embeddings/weight");
    rename("^text/bert/embeddings/type$", bert + "/embeddings/token_type_embeddings/weight");
    rename("^text/bert/embeddings/norm", bert + "/embeddings/LayerNorm");
    String layer = "^text/bert/encoder/(\\d+)/";
    String theirs = bert + "/encoder/layer/$1/";
    rename(layer + "attention/(query|key|value)", theirs + "attention/self/$2");
    rename(layer + "attention/output", theirs + "attention/output/dense");
    rename(layer + "attention_norm", theirs + "attention/output/LayerNorm");
    rename(layer + "expand", theirs + "intermediate/dense");
    rename(layer + "contract", theirs + "output/dense");
    rename(layer + "feedforward_norm", theirs + "output/LayerNorm");
    rename("^text/bert/pooler", bert + "/pooler/dense");
  }

  /** Adds a rule: a pattern over our path, applied in order after those before it. */
  public TorchWeights rename(String ours, String theirs) {
    renames.put(ours, theirs);
    return this;
  }

  /**
   * Adds the rules of an LSTM of one layer and one direction.
   *
   * @param ours where ours is, as in {@code text/lstm}
   * @param theirs where theirs is, as in {@code text_subnet/rnn}
   */
  public TorchWeights lstm(String ours, String theirs) {
    return lstm(ours, theirs, "");
  }

  /** Adds the rules of an LSTM of one layer and two directions. */
  public TorchWeights biLstm(String ours, String theirs) {
    return lstm(ours + "/forward", theirs, "").lstm(ours + "/backward", theirs, "_reverse");
  }

  private TorchWeights lstm(String ours, String theirs, String direction) {
    return rename("^" + ours + "/input/weight$", theirs + "/weight_ih_l0" + direction)
        .rename("^" + ours + "/hidden/weight$", theirs + "/weight_hh_l0" + direction)
        .rename("^" + ours + "/input/bias$", theirs + "/bias_ih_l0" + direction)
        .rename("^" + ours + "/hidden/bias$", theirs + "/bias_hh_l0" + direction);
  }

  /** The values of our weights, from the state dict. */
  public Map<Weight, float[]> values(List<Weight> ours) {
    Map<Weight, float[]> values = new LinkedHashMap<>();
    ours.forEach(weight -> values.put(weight, value(weights, weight)));
    return values;
  }

  /** Whether arrays of their layout, such as gradients, hold this weight. */
  public boolean has(Golden arrays, Weight weight) {
    return arrays.node().has(theirName(weight.path()));
  }

  /** The part of an array of their layout, a value or a gradient, that is this weight's. */
  public float[] value(Golden arrays, Weight weight) {
    float[] values = arrays.at(theirName(weight.path())).floats();
    int size = (int) weight.size();
    if (values.length == 3 * size) {
      float[] part = new float[size];
      System.arraycopy(values, stackedPart(weight.path()) * size, part, 0, size);
      values = part;
    }
    return weight.path().endsWith("kernel") ? transpose(values, weight.shape()) : values;
  }

  private static int stackedPart(String path) {
    String layer = path.substring(0, path.lastIndexOf('/'));
    return List.of("query", "key", "value").indexOf(layer.substring(layer.lastIndexOf('/') + 1));
  }

  /** From the axes of their kernels to ours, which are in the reverse order. */
  private static float[] transpose(float[] theirs, Shape ours) {
    int out = (int) ours.get(ours.numDimensions() - 1);
    int in = (int) ours.get(ours.numDimensions() - 2);
    int steps = theirs.length / (in * out); // under a convolution's kernel, else 1
    float[] values = new float[theirs.length];
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          values[(step * in + i) * out + o] = theirs[(o * in + i) * steps + step];
        }
      }
    }
    return values;
  }

  private String theirName(String path) {
    String name =
        path.replaceFirst("/(kernel|gain)$", "/weight")
            .replaceFirst("/moving_mean$", "/running_mean")
            .replaceFirst("/moving_variance$", "/running_var");
    for (Map.Entry<String, String> rename : renames.entrySet()) {
      name = name.replaceFirst(rename.getKey(), rename.getValue());
    }
    return name.replace('/', '.');
  }
}
