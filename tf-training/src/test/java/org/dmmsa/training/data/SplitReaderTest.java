package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;
import org.dmmsa.training.data.summary.DataInspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitReaderTest {
  @TempDir private Path folder;

  private void assertRefused(TinyPickle pickle, String message) {
    Path file = pickle.save(folder);
    assertThatThrownBy(() -> Dataset.open(file, DataInspection.READ))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void labelsMustBeThereAndAudioInAllSplitsOrNone() {
    assertRefused(
        new TinyPickle().without("train", "audio"),
        "key audio: found in valid and test only, expected in every split or in none");
    assertRefused(
        new TinyPickle().without("test", "regression_labels"),
        "split test: found no key regression_labels, expected one; found [id, audio, vision]");
  }

  @Test
  void everyColumnHasTheSameRows() {
    assertRefused(
        new TinyPickle().with("train", "vision", TinyPickle.ones(2, 5, 3)),
        "split train, key vision: found 2 rows, expected 3 as in regression_labels");
    assertRefused(
        new TinyPickle().with("train", "annotations", List.of("Neutral")),
        "split train, key annotations: found 1 rows, expected 3 as in regression_labels");
  }

  @Test
  void framesAreAnArrayOfThreeAxes() {
    assertRefused(
        new TinyPickle().with("valid", "audio", ArrayContent.ofFloats(List.of(1f))),
        "split valid, key audio: found float32 array (1,), expected an array of numbers (N, T, D)");
    assertRefused(
        new TinyPickle().with("valid", "audio", TinyPickle.ones(1, 0, 2)),
        "split valid, key audio: found the shape (1, 0, 2), expected (N, T, D) with T and D from 1"
            + " to 32768");
  }

  @Test
  void labelsMustBeFinite() {
    List<Object> labels = TinyPickle.labels(3, 1);
    labels.set(1, Double.NaN);
    assertRefused(
        new TinyPickle().with("train", "regression_labels", labels),
        "split train, key regression_labels, row 1 (id train$_$1): found the label NaN, expected a"
            + " finite number");
  }

  @Test
  void labelsMustBeNumbers() {
    assertRefused(
        new TinyPickle().with("valid", "regression_labels", List.of("good")),
        "split valid, key regression_labels: row 0: found 'good', expected a number");
  }

  @Test
  void rowsWithoutNumbersTakeNoMemory() {
    assertRefused(
        new TinyPickle()
            .with(
                "train",
                "regression_labels",
                new ArrayContent(Dtype.FLOAT32, List.of(1 << 20, 0), (row, to) -> {})),
        "split train, key regression_labels: found float32 array (1048576, 0), expected one number"
            + " for each row");
  }

  @Test
  void labelsMayBeAListAnArrayOrAColumn() {
    ArrayContent column =
        new ArrayContent(Dtype.FLOAT64, List.of(3, 1), (row, to) -> to.putDouble(row - 1));
    Path file =
        new TinyPickle()
            .with("train", "regression_labels", column)
            .with("test", "regression_labels", ArrayContent.ofFloats(List.of(2f, -2f)))
            .save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.train().label(0)).isEqualTo(-1);
      assertThat(dataset.valid().label(0)).isEqualTo(0.5f);
      assertThat(dataset.test().label(1)).isEqualTo(-2);
    }
  }

  @Test
  void unimodalLabelsComeInThrees() {
    assertRefused(
        new TinyPickle().withEverywhere("regression_labels_A", 1),
        "split train, key regression_labels_A: found only [regression_labels_A], expected all of"
            + " [regression_labels_T, regression_labels_A, regression_labels_V] or none");
  }

  @Test
  void lengthsMustBeIntegers() {
    assertRefused(
        new TinyPickle().withEverywhere("audio_lengths", 1.5),
        "split train, key audio_lengths: row 0: found the length 1.5, expected an integer");
  }

  @Test
  void rowsWithoutIdsAreNamedByTheirNumber() {
    Path file =
        new TinyPickle()
            .without("train", "id")
            .without("valid", "id")
            .without("test", "id")
            .save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.valid().id(0)).isEqualTo("valid/0");
      assertThat(dataset.notes()).hasSize(3);
    }
  }
}
