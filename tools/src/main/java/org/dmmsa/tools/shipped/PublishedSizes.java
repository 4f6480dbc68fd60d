package org.dmmsa.tools.shipped;

import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;

/** The sizes of bert-base-uncased and of the datasets' published unaligned files. */
public final class PublishedSizes {
  /** The longest text of the files of CMU-MOSI and CMU-MOSEI, in tokens. */
  public static final int TOKENS = 50;

  public static final BertSizes BERT_BASE =
      new BertSizes(
          30522,
          512,
          2,
          new TransformerSizes(12, 768, 12, 3072, Activation.GELU_TANH, 1e-12f, 0, 0, 0));

  /** CMU-MOSI. */
  public static final InputDims MOSI = dims(new FrameDims(375, 5), new FrameDims(500, 20));

  /** CMU-MOSEI. */
  public static final InputDims MOSEI = dims(new FrameDims(500, 74), new FrameDims(500, 35));

  /** CH-SIMS, with BERT's sizes but for its vocabulary. */
  public static final InputDims SIMS = dims(new FrameDims(400, 33), new FrameDims(55, 709));

  private PublishedSizes() {}

  private static InputDims dims(FrameDims audio, FrameDims vision) {
    return new InputDims(
        Optional.of(BERT_BASE),
        Map.of(
            Input.TEXT,
            new FrameDims(TOKENS, BERT_BASE.encoder().width()),
            Input.AUDIO,
            audio,
            Input.VISION,
            vision));
  }
}
