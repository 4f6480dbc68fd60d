package org.dmmsa.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.tools.shipped.PublishedSizes;
import org.junit.jupiter.api.Test;

class FlopTest {
  /** Two layers of width 4 with 8 inside. */
  private static final TransformerSizes SMALL =
      new TransformerSizes(2, 4, 2, 8, Activation.GELU, 1e-5f, 0, 0, 0);

  @Test
  void aProductMultipliesAndAdds() {
    assertThat(Flop.product(2, 3, 5)).isEqualTo(60);
  }

  @Test
  void aLayerHasEightProducts() {
    // 3 steps: four maps 4·96, scores and use 2·72, feed-forward block 2·192; two layers
    assertThat(Flop.transformer(SMALL, 3)).isEqualTo(2 * (384 + 144 + 384));
  }

  @Test
  void aSequenceHasAClsBeforeItsFrames() {
    // 2 frames of 5: a map 2·2·5·4, then layers over 3 steps
    assertThat(Flop.sequence(new SequenceSizes(9, 5, SMALL, Pooling.MASKED), 2))
        .isEqualTo(80 + 1824);
  }

  @Test
  void anLstmHasFourGates() {
    // 2 steps of 3 features, 5 units: 2·2·(3 + 5)·20
    assertThat(Flop.lstm(2, 3, 5)).isEqualTo(640);
  }

  /** 85 million weights in layers, 2 operations each, 50 tokens; attention itself adds 0.5%. */
  @Test
  void bertIsNearTwoOperationsForEachWeightAndToken() {
    assertThat(Flop.bert(PublishedSizes.BERT_BASE, 50)).isBetween(8.49e9, 8.60e9);
  }

  @Test
  void aPooledBertsLastLayerAsksAtOnePosition() {
    BertSizes bert = new BertSizes(9, 9, 2, SMALL);
    // a layer as above, then: keys and values 2·96, query and output 2·32, scores and use 2·24,
    // feed-forward block 2·64
    assertThat(Flop.pooledBert(bert, 3)).isEqualTo(912 + 192 + 64 + 48 + 128);
  }
}
