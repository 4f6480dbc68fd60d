package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.pickle.PickleWriter;
import org.dmmsa.training.data.summary.DataInspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
  @TempDir private Path folder;

  private void assertRefused(TinyPickle pickle, String message) {
    Path file = pickle.save(folder);
    assertThatThrownBy(() -> Dataset.open(file, DataInspection.READ))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void theThreeSplitsMustBeThere() {
    assertRefused(
        new TinyPickle().withoutSplit("valid"),
        "found the keys [train, test], expected exactly [train, valid, test]");
    Path list = folder.resolve("list.pkl");
    PickleWriter.write(list, List.of(1));
    assertThatThrownBy(() -> Dataset.open(list, DataInspection.READ))
        .hasMessage(list + ": found list of 1, expected a dict of [train, valid, test]");
  }

  @Test
  void theTrainSplitMustHaveRows() {
    TinyPickle pickle =
        new TinyPickle()
            .with("train", "id", List.of())
            .with("train", "audio", TinyPickle.ones(0, 4, 2))
            .with("train", "vision", TinyPickle.ones(0, 5, 3))
            .with("train", "regression_labels", List.of());
    assertRefused(pickle, "split train: found 0 rows, expected at least 1");
  }

  @Test
  void featuresMustAgreeBetweenSplits() {
    assertRefused(
        new TinyPickle().with("test", "vision", TinyPickle.ones(2, 5, 4)),
        "split test, key vision: found 4 features, expected 3 as in train");
  }

  @Test
  void framesMayDifferBetweenSplits() {
    Path file = new TinyPickle().with("test", "audio", TinyPickle.ones(2, 9, 2)).save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.dims(Input.AUDIO).frames()).isEqualTo(9);
    }
  }

  @Test
  void optionalKeysAreInEverySplitOrInNone() {
    assertRefused(
        new TinyPickle().with("valid", "raw_text", List.of("x")),
        "key raw_text: found in valid only, expected in every split or in none");
  }

  @Test
  void extraKeysAreNotedOnce() {
    Path file =
        new TinyPickle()
            .withEverywhere("vision_present", 1)
            .withEverywhere("extra", 1)
            .save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.notes()).containsExactly("ignored the keys extra, vision_present");
    }
  }

  @Test
  void idsThatRepeatAreNoted() {
    Path file = new TinyPickle().withEverywhere("id", "same").save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.notes())
          .containsExactly(
              "train id: 2 rows repeat an id",
              "test id: 1 rows repeat an id",
              "2 ids occur in more than one split");
    }
  }
}
