package org.dmmsa.lab.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.tools.shipped.PublishedSizes;

/**
 * How large the workloads are.
 *
 * @param bert the text encoder where no other is given
 * @param mosi sizes of CMU-MOSI's inputs
 * @param mosei of CMU-MOSEI's
 * @param sims of CH-SIMS'
 * @param tokens the longest text
 * @param rows of an epoch
 * @param sampled batches of an epoch that are measured
 * @param matrix rows and columns of the product that the ceiling is
 * @param lstm what the LSTM reads
 * @param lstmUnits numbers of its state
 * @param pickleRows of the file that is read
 * @param model what is changed in configs, as in {@code model.width=8}
 */
record Sizes(
    BertSizes bert,
    InputDims mosi,
    InputDims mosei,
    InputDims sims,
    int tokens,
    int rows,
    int sampled,
    int matrix,
    FrameDims lstm,
    int lstmUnits,
    int pickleRows,
    List<String> model) {
  /** Rows of a batch. */
  static final int BATCH = 16;

  /** The published ones; 1,284 rows are CMU-MOSI's train split. */
  static final Sizes FULL =
      new Sizes(
          PublishedSizes.BERT_BASE,
          PublishedSizes.MOSI,
          PublishedSizes.MOSEI,
          PublishedSizes.SIMS,
          PublishedSizes.TOKENS,
          1284,
          12,
          2048,
          new FrameDims(500, 74),
          128,
          1000,
          List.of());

  /** So small that all workloads take seconds; what they take means nothing. */
  static final Sizes QUICK =
      new Sizes(
          new BertSizes(
              100,
              16,
              2,
              new TransformerSizes(1, 16, 2, 16, Activation.GELU_TANH, 1e-12f, 0, 0, 0)),
          tiny(5, 20),
          tiny(74, 35),
          tiny(33, 70),
          8,
          64,
          2,
          64,
          new FrameDims(20, 8),
          8,
          20,
          List.of(
              "model.width=16",
              "model.heads=2",
              "model.inner=16",
              "model.feature=4",
              "model.head_layers=0",
              "model.losses.polarity=false",
              "model.losses.unimodal=false",
              "model.losses.contrastive=false"));

  private static InputDims tiny(int audio, int vision) {
    return new InputDims(
        Optional.empty(),
        Map.of(
            Input.TEXT, new FrameDims(8, 16),
            Input.AUDIO, new FrameDims(10, audio),
            Input.VISION, new FrameDims(12, vision)));
  }
}
