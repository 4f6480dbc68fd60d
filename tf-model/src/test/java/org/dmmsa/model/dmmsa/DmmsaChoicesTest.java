package org.dmmsa.model.dmmsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dmmsa.model.BertDropout;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.encoder.Pooling;
import org.junit.jupiter.api.Test;

class DmmsaChoicesTest {
  private static Dmmsa.Config config(
      int width, int feature, boolean unimodal, boolean contrastive) {
    return new Dmmsa.Config(
        new BertDropout(0, 0),
        width,
        2,
        8,
        1,
        1,
        feature,
        0,
        0,
        Pooling.MASKED,
        new Dmmsa.Config.Losses(
            true, unimodal, contrastive, ContrastiveLoss.Form.MULTI_NT_XENT, 0.5f, 1));
  }

  @Test
  void widthsThatTheHeadsCannotHalveAreRefused() {
    assertThatThrownBy(() -> config(6, 4, true, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width: found 6, expected at least 8");
    assertThatThrownBy(() -> config(8, 2, true, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("feature: found 2, expected at least 4");
  }

  @Test
  void theTasksThatAreWeightedAreThoseThatAreOn() {
    assertThat(config(8, 4, true, true).weightedTerms()).containsExactly("unimodal", "contrastive");
    assertThat(config(8, 4, true, false).weightedTerms()).containsExactly("unimodal");
    assertThat(config(8, 4, false, false).weightedTerms()).isEmpty();
  }
}
