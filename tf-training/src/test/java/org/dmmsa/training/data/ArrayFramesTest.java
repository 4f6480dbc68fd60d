package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.pickle.Fixtures;
import org.dmmsa.training.data.summary.DataInspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayFramesTest {
  @TempDir private Path folder;

  private static float[] read(Frames frames, int row, int count) {
    float[] values = new float[count * frames.features()];
    FloatBuffer buffer = FloatBuffer.wrap(values);
    frames.read(row, count, buffer);
    assertThat(buffer.hasRemaining()).isFalse();
    return values;
  }

  @Test
  void aBlankFrameInTheMiddleDoesNotEndTheSequence() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      Frames audio = dataset.train().frames(Input.AUDIO);
      assertThat(audio.length(0)).isEqualTo(4);
      assertThat(read(audio, 0, 5)).containsExactly(1, 1.1f, 0, 0, 3, 3.1f, 4, 4.1f, 0, 0);
    }
  }

  @Test
  void whatIsNotFiniteIsReadAsZero() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      Frames audio = dataset.train().frames(Input.AUDIO);
      assertThat(read(audio, 1, 4)).containsExactly(0, 2.1f, 3, 3.1f, 0, 0, 5, 5.1f);
      assertThat(((ArrayFrames) audio).nonFinite()).isEqualTo(3);
    }
  }

  @Test
  void aBlankClipHasOneFrame() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      Frames vision = dataset.train().frames(Input.VISION);
      assertThat(vision.length(2)).isEqualTo(1);
      assertThat(read(vision, 2, 2)).containsOnly(0);
      assertThat(((ArrayFrames) vision).blankRows()).isEqualTo(1);
    }
  }

  @Test
  void aFrameWhoseFeaturesSumToZeroIsPadding() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      Frames vision = dataset.train().frames(Input.VISION);
      assertThat(vision.length(3)).isEqualTo(3);
      assertThat(read(vision, 3, 4)).containsExactly(4, 4, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0);
    }
  }

  @Test
  void rowsAreCutAndPadded() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      Frames audio = dataset.test().frames(Input.AUDIO);
      assertThat(read(audio, 0, 1)).containsExactly(8, 8.1f);
      assertThat(read(audio, 0, 7)).endsWith(11, 11.1f, 0, 0, 0, 0, 0, 0).hasSize(14);
    }
  }

  @Test
  void readsAtThePositionOfTheBuffer() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(4), DataInspection.READ)) {
      FloatBuffer buffer = FloatBuffer.allocate(8);
      dataset.test().frames(Input.AUDIO).read(0, 1, buffer);
      dataset.test().frames(Input.AUDIO).read(1, 2, buffer);
      assertThat(buffer.array()).containsExactly(8, 8.1f, 9, 9.1f, 10, 10.1f, 0, 0);
    }
  }

  @Test
  void longRowsAreScannedInPieces() {
    int frames = 3_000;
    Path file =
        new TinyPickle()
            .with("test", "audio", TinyPickle.cube(2, 10, 2, 0))
            .with("train", "audio", TinyPickle.ones(3, frames, 2))
            .with("train", "vision", TinyPickle.ones(3, 4, 20_000))
            .with("valid", "vision", TinyPickle.ones(1, 4, 20_000))
            .with("test", "vision", TinyPickle.ones(2, 4, 20_000))
            .save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(IntStream.range(0, 3).map(dataset.train().frames(Input.AUDIO)::length))
          .containsOnly(frames);
      assertThat(dataset.train().frames(Input.VISION).length(2)).isEqualTo(4);
      assertThat(dataset.test().frames(Input.AUDIO).length(0)).isEqualTo(1);
    }
  }
}
