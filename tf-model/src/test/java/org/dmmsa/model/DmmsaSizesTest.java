package org.dmmsa.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.Test;

class DmmsaSizesTest {
  private static SequenceSizes sequence(int width) {
    return new SequenceSizes(
        5,
        3,
        new TransformerSizes(1, width, 2, 8, Activation.GELU, 1e-5f, 0, 0, 0),
        Pooling.MASKED);
  }

  @Test
  void theWidthIsThatOfBothEncoders() {
    assertThat(new DmmsaSizes(sequence(8), sequence(8), 4, 3, 0).width()).isEqualTo(8);
    assertThatThrownBy(() -> new DmmsaSizes(sequence(8), sequence(16), 4, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("audio and vision encoders must have the same width, found 8 and 16");
  }

  @Test
  void widthsThatTheHeadsCannotHalveAreRefused() {
    assertThatThrownBy(() -> new DmmsaSizes(sequence(6), sequence(6), 4, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 6 and 4");
    assertThatThrownBy(() -> new DmmsaSizes(sequence(8), sequence(8), 2, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 8 and 2");
  }
}
