package org.dmmsa.training.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dmmsa.model.Targets;
import org.dmmsa.training.metric.PolarityScheme;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final PlainSplit SPLIT =
      new PlainSplit(List.of(), List.of(), List.of(), -2, 0, 1.5f);

  @Test
  void theSentimentIsTheLabelAndThePolarityItsClass() {
    Labels labels = new Labels(PolarityScheme.SIGN, false);
    float[] classes = {0, 1, 2};
    float[] scores = {-2, 0, 1.5f};
    for (int row = 0; row < 3; row++) {
      assertThat(labels.of(SPLIT, row, Targets.SENTIMENT)).isEqualTo(scores[row]);
      assertThat(labels.of(SPLIT, row, Targets.POLARITY)).isEqualTo(classes[row]);
    }
  }

  @Test
  void eachModalityHasItsOwnLabelWhereTheDataHasThem() {
    Labels labels = new Labels(PolarityScheme.SIGN, true);
    assertThat(labels.of(SPLIT, 2, Targets.TEXT)).isEqualTo(1.6f);
    assertThat(labels.of(SPLIT, 2, Targets.AUDIO)).isEqualTo(1.7f);
    assertThat(labels.of(SPLIT, 2, Targets.VISION)).isEqualTo(1.8f);
    assertThat(labels.of(SPLIT, 2, Targets.SENTIMENT)).isEqualTo(1.5f);
  }

  @Test
  void withoutThemTheMultimodalLabelCountsForAll() {
    Labels labels = new Labels(PolarityScheme.SIGN, false);
    for (String target : List.of(Targets.TEXT, Targets.AUDIO, Targets.VISION)) {
      assertThat(labels.of(SPLIT, 2, target)).isEqualTo(1.5f);
    }
  }

  @Test
  void aTargetThatDataCannotGiveIsRefused() {
    for (String target : List.of("sentiment", "polarity", "text", "audio", "vision")) {
      assertThat(Labels.has(target)).isTrue();
    }
    assertThat(Labels.has("mood")).isFalse();
    assertThatThrownBy(() -> new Labels(PolarityScheme.SIGN, true).of(SPLIT, 0, "mood"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found mood, expected one of [sentiment, polarity, text, audio, vision]");
  }
}
