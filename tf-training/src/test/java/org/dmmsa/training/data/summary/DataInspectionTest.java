package org.dmmsa.training.data.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.TinyPickle;
import org.dmmsa.training.data.pickle.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataInspectionTest {
  @TempDir private Path folder;

  @Test
  void countsWhatTheFileHolds() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(5), DataInspection.READ)) {
      DataInspection inspection = DataInspection.of(dataset);
      SplitSummary train = inspection.splits().get(0);
      assertThat(train.rows()).isEqualTo(5);
      assertThat(train.columns())
          .containsEntry("audio", "float64 array (5, 5, 2)")
          .containsEntry("audio_lengths", "list of 5")
          .containsEntry("raw_text", "str6 array (5,)");
      assertThat(train.tokens()).isEqualTo(new LengthSummary(2, 3, 5, 5, 5));
      assertThat(train.audio())
          .isEqualTo(new FramesSummary(5, 2, new LengthSummary(4, 4, 4, 4, 4), 3, 0));
      assertThat(train.vision())
          .isEqualTo(new FramesSummary(4, 3, new LengthSummary(1, 4, 4, 4, 4), 0, 1));
      assertThat(train.labels().negative()).isEqualTo(4);
      assertThat(train.unimodalLabels()).isEmpty();
      assertThat(inspection.notes()).hasSize(5);
    }
  }

  @Test
  void thePersonGetsASummaryAndAlignedTables() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(5), DataInspection.READ)) {
      String text = DataInspection.of(dataset).toText();
      assertThat(text.lines().skip(1).limit(3))
          .containsExactly(
              "10 samples: 5 train, 2 valid, 3 test",
              "text: transcripts, tokens; audio: up to 5 frames of 2 features; vision: up to 4 of"
                  + " 3",
              "labels: -2 to 0 in train; labels of each modality: no");
      assertThat(text)
          .containsPattern("audio values not finite, read as 0 +3 +0 +0\n")
          .containsPattern("\nrounded to -2 +2 +0 +0\n")
          .containsPattern("\nrounded to 1 +0 +1 +0\n")
          .contains("\nnotes\n  train audio: 3 values that are not finite were set to 0\n");
    }
  }

  @Test
  void showsTheLabelsOfEachModality() {
    Path file =
        new TinyPickle()
            .withEverywhere("regression_labels_T", 0.2)
            .withEverywhere("regression_labels_A", -1)
            .withEverywhere("regression_labels_V", 0)
            .save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      DataInspection inspection = DataInspection.of(dataset);
      assertThat(inspection.splits().get(0).unimodalLabels().get("audio").negative()).isEqualTo(3);
      assertThat(inspection.splits().get(0).tokens()).isNull();
      assertThat(inspection.toText()).contains("text: none;").contains("\nvision label  ");
    }
  }
}
