package org.dmmsa.lab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.baseline.TextRegression;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;

/**
 * A network as its operations are counted, and as PyTorch builds it.
 *
 * @param kind in the words of {@code torch_peer.py}
 * @param sizes and rates, likewise
 * @param flop of a forward pass over a batch
 */
record Network(String kind, Map<String, Object> sizes, ToDoubleFunction<BatchShape> flop) {

  static Network of(TextRegression.Config config, InputDims dims) {
    BertSizes bert = config.bert().in(dims);
    return new Network(
        "bert",
        Map.of("bert", bert, "dropout", config.dropout()),
        batch -> batch.rows() * Flop.pooledBert(bert, batch.paddedTokens()));
  }

  /** Heads are not counted: with the paper's sizes they are a hundredth of the encoders. */
  static Network of(Dmmsa.Config config, InputDims dims) {
    SequenceSizes audio = config.audio(dims);
    SequenceSizes vision = config.vision(dims);
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("audio", audio);
    sizes.put("vision", vision);
    sizes.put("feature", config.feature());
    sizes.put("feature_dropout", config.featureDropout());
    sizes.put("head_layers", config.headLayers());
    ToDoubleFunction<BatchShape> encoders =
        batch ->
            batch.rows()
                * (Flop.sequence(audio, batch.paddedFrames(Input.AUDIO))
                    + Flop.sequence(vision, batch.paddedFrames(Input.VISION)));
    if (config.bert().isEmpty()) {
      sizes.put("text_width", dims.of(Input.TEXT).features());
      return new Network("dmmsa", sizes, encoders);
    }
    BertSizes bert = config.bert().get().in(dims);
    sizes.put("bert", bert);
    return new Network(
        "dmmsa",
        sizes,
        batch ->
            encoders.applyAsDouble(batch) + batch.rows() * Flop.bert(bert, batch.paddedTokens()));
  }

  /** An LSTM over audio, whose rows all have as many frames as the data. */
  static Network ofLstm(int features, int units) {
    return new Network(
        "lstm",
        Map.of("features", features, "units", units),
        batch -> batch.rows() * Flop.lstm(batch.paddedFrames(Input.AUDIO), features, units));
  }

  /** Operations of a step for each of these batches. */
  double flop(boolean train, List<BatchShape> batches) {
    return (train ? Flop.TRAINING : 1) * batches.stream().mapToDouble(flop).sum();
  }

  PeerTask peer(boolean train, List<BatchShape> batches) {
    return new PeerTask(kind, train, sizes, batches);
  }
}
