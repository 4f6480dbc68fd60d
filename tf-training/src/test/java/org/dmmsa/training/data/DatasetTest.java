package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.pickle.Fixtures;
import org.dmmsa.training.data.summary.DataInspection;
import org.dmmsa.training.data.synthetic.KnownDataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a file in MMSA's layout that numpy wrote in four protocols, see {@link Fixtures}. */
class DatasetTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void opensMmsaFilesOfEveryProtocol(int protocol) {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(protocol), DataInspection.READ)) {
      assertThat(dataset.train().size()).isEqualTo(5);
      assertThat(dataset.valid().size()).isEqualTo(2);
      assertThat(dataset.test().size()).isEqualTo(3);
      assertThat(dataset.dims(Input.AUDIO).features()).isEqualTo(2);
      assertThat(dataset.dims(Input.AUDIO).frames()).isEqualTo(5);
      assertThat(dataset.dims(Input.VISION).features()).isEqualTo(3);
      assertThat(dataset.dims(Input.VISION).frames()).isEqualTo(4);
      assertThat(dataset.train().tokens().maxLength()).isEqualTo(6);
      assertThat(dataset.has()).contains(Input.INPUT_IDS);
      assertThat(dataset.has()).doesNotContain(Input.TEXT);
      assertThat(dataset.hasUnimodalLabels()).isFalse();
      Split test = dataset.split("test");
      assertThat(test.name()).isEqualTo("test");
      assertThat(test.id(2)).isEqualTo("video$_$9");
      assertThat(test.text(2)).isEqualTo("TEXT 9");
      assertThat(test.label(2)).isEqualTo(2.5f);
      FloatBuffer audio = FloatBuffer.allocate(4);
      test.frames(Input.AUDIO).read(2, 2, audio);
      assertThat(audio.array()).containsExactly(10, 10.1f, 11, 11.1f);
    }
  }

  @Test
  void saysWhatWasRepairedOrIsOdd() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      assertThat(dataset.notes())
          .containsExactly(
              "train audio: 3 values that are not finite were set to 0",
              "train vision: 1 of 5 clips are 0 throughout",
              "train vision_lengths: 5 lengths outside 1 to 4 were taken as the nearest of these",
              "valid vision_lengths: 2 lengths outside 1 to 4 were taken as the nearest of these",
              "test vision_lengths: 3 lengths outside 1 to 4 were taken as the nearest of these");
    }
  }

  @Test
  void anUnknownSplitListsTheThree() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      assertThatThrownBy(() -> dataset.split("dev"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("found the split 'dev', expected train, valid or test");
    }
  }

  @Test
  void whatTheFileLacksIsNotThere() {
    Path file = new TinyPickle().save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.source()).isEqualTo(file);
      assertThat(dataset.has()).doesNotContain(Input.INPUT_IDS);
      assertThat(dataset.train().text(0)).isEmpty();
      assertThat(dataset.notes()).isEmpty();
      assertThatThrownBy(() -> dataset.train().tokens()).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> dataset.train().unimodal(0))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /** Rows 0 to 2 of a video are in train, 3 in valid, and 4 and 5 in test. */
  @Test
  void contextNeverComesFromAnotherSplit() {
    float[] ids = {101, 7, 102};
    float[] mask = {1, 1, 1};
    Path file =
        new TinyPickle()
            .with("train", "id", List.of("v$_$0", "v$_$1", "v$_$2"))
            .with("valid", "id", List.of("v$_$3"))
            .with("test", "id", List.of("v$_$4", "v$_$5"))
            .with("train", "text_bert", TinyPickle.tokens(3, ids, mask, new float[3]))
            .with("valid", "text_bert", TinyPickle.tokens(1, ids, mask, new float[3]))
            .with("test", "text_bert", TinyPickle.tokens(2, ids, mask, new float[3]))
            .save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      Dataset contextual = dataset.withContext(9);
      assertThat(contextual.train().tokens().length(2)).isEqualTo(3 + 2 + 1);
      assertThat(contextual.valid().tokens().length(0)).isEqualTo(3);
      assertThat(contextual.test().tokens().length(0)).isEqualTo(3);
      assertThat(contextual.test().tokens().length(1)).isEqualTo(3 + 1 + 1);
      assertThat(contextual.dims(Input.AUDIO)).isEqualTo(dataset.dims(Input.AUDIO));
      assertThat(dataset.withContext(0)).isSameAs(dataset);
    }
  }

  @Test
  void labelsOutsideTheRangeAreNamedByRowAndId() {
    Path file =
        new TinyPickle().with("test", "regression_labels", TinyPickle.labels(2, 3.0)).save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      dataset.requireLabelsWithin(3);
      assertThatThrownBy(() -> dataset.requireLabelsWithin(1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              file
                  + ": split test, row 0 (id test$_$0): found the label 3.0, expected [-1.0, 1.0]");
    }
  }

  @Test
  void unimodalLabelsAreReadAndChecked() {
    Path file =
        new TinyPickle()
            .withEverywhere("regression_labels_T", 0.25)
            .withEverywhere("regression_labels_A", -1)
            .withEverywhere("regression_labels_V", 0)
            .save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.hasUnimodalLabels()).isTrue();
      assertThat(dataset.train().unimodal(2)).isEqualTo(new UnimodalLabels(0.25f, -1, 0));
      assertThatThrownBy(() -> dataset.requireLabelsWithin(0.5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("found the audio label -1.0");
    }
  }

  @Test
  void concurrentReadersGetWhatOneReaderGets() {
    Path file = folder.resolve("synthetic.pkl");
    SyntheticDataset.write(file, new SyntheticSpec(KnownDataset.MOSEI, 200, 5, 30, 20));
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      Frames audio = dataset.train().frames(Input.AUDIO);
      FloatBuffer[] alone =
          IntStream.range(0, 140).mapToObj(row -> row(audio, row)).toArray(FloatBuffer[]::new);
      boolean same =
          IntStream.range(0, 5_000)
              .parallel()
              .allMatch(i -> row(audio, i % 140).equals(alone[i % 140]));
      assertThat(same).isTrue();
    }
  }

  private static FloatBuffer row(Frames frames, int row) {
    FloatBuffer buffer = FloatBuffer.allocate(frames.maxFrames() * frames.features());
    frames.read(row, frames.maxFrames(), buffer);
    return buffer.flip();
  }
}
