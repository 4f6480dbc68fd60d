package org.dmmsa.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.training.data.Frames;
import org.junit.jupiter.api.Test;

class MadeUpClipsTest {
  private static final Set<Input> TRIMODAL =
      EnumSet.of(Input.INPUT_IDS, Input.INPUT_MASK, Input.SEGMENT_IDS, Input.AUDIO, Input.VISION);

  @Test
  void tokensAreOfTheVocabularyAndTheMaskIsAPrefix() {
    MadeUpClips clips = clips(TRIMODAL, 20);
    for (int row = 0; row < clips.size(); row++) {
      int length = clips.tokens().length(row);
      assertThat(length).isBetween(4, 20);
      IntBuffer ids = IntBuffer.allocate(22);
      IntBuffer mask = IntBuffer.allocate(22);
      IntBuffer segments = IntBuffer.allocate(22);
      clips.tokens().read(row, 22, ids, mask, segments);
      for (int i = 0; i < 22; i++) {
        assertThat(mask.get(i)).isEqualTo(i < length ? 1 : 0);
        assertThat(ids.get(i)).isBetween(0, i < length ? 76 : 0);
        assertThat(segments.get(i)).isZero();
      }
    }
  }

  @Test
  void framesGoWithTheTextAndAreNoPadding() {
    MadeUpClips clips = clips(TRIMODAL, 50);
    Frames audio = clips.frames(Input.AUDIO);
    for (int row = 0; row < clips.size(); row++) {
      int length = audio.length(row);
      assertThat(length).isEqualTo(Math.round(clips.tokens().length(row) * 375 / 50.0));
      assertThat(clips.frames(Input.VISION).length(row)).isOne();
      FloatBuffer values = FloatBuffer.allocate(375 * 2);
      audio.read(row, 375, values);
      for (int i = 0; i < values.capacity(); i++) {
        assertThat(values.get(i) > 0).isEqualTo(i < length * 2);
      }
    }
  }

  /** Else nobody would see that an answer is another row's. */
  @Test
  void rowsOfTheSameLengthSayOtherThings() {
    MadeUpClips clips = of(RowLengths.longest(2, 50, Map.of(Input.AUDIO, new FrameDims(375, 2))));
    FloatBuffer one = FloatBuffer.allocate(375 * 2);
    FloatBuffer two = FloatBuffer.allocate(375 * 2);
    clips.frames(Input.AUDIO).read(0, 375, one);
    clips.frames(Input.AUDIO).read(1, 375, two);
    assertThat(two.array()).isNotEqualTo(one.array());
    assertThat(two.array()).containsExactlyInAnyOrder(one.array());
  }

  @Test
  void textFeaturesHaveAStepForEachToken() {
    MadeUpClips clips = clips(EnumSet.of(Input.TEXT), 0);
    assertThat(clips.pieces()).isEmpty();
    assertThat(clips.frames(Input.TEXT).length(0)).isBetween(4, 40);
  }

  @Test
  void theyAreTheSameAgain() {
    MadeUpClips one = clips(TRIMODAL, 50);
    MadeUpClips two = clips(TRIMODAL, 50);
    for (int row = 0; row < one.size(); row++) {
      assertThat(ids(one, row)).isEqualTo(ids(two, row));
      for (Input input : Set.of(Input.AUDIO, Input.VISION)) {
        assertThat(numbers(one, input, row)).isEqualTo(numbers(two, input, row));
      }
      assertThat(one.label(row)).isEqualTo(two.label(row));
    }
    assertThat(ids(one, 1)).as("another seed").isNotEqualTo(ids(seeded(2), 1));
  }

  private static int[] ids(MadeUpClips clips, int row) {
    IntBuffer ids = IntBuffer.allocate(50);
    clips.tokens().read(row, 50, ids, IntBuffer.allocate(50), IntBuffer.allocate(50));
    return ids.array();
  }

  private static float[] numbers(MadeUpClips clips, Input input, int row) {
    Frames frames = clips.frames(input);
    FloatBuffer numbers = FloatBuffer.allocate(frames.maxFrames() * frames.features());
    frames.read(row, frames.maxFrames(), numbers);
    return numbers.array();
  }

  private static MadeUpClips seeded(long seed) {
    return MadeUpClips.of(TRIMODAL, expected(50), new SplittableRandom(seed));
  }

  @Test
  void labelsAreWithinMosisRange() {
    MadeUpClips clips = clips(TRIMODAL, 50);
    assertThat(clips.label(0)).isEqualTo(-3);
    assertThat(clips.label(12)).isEqualTo(3);
    assertThat(clips.label(13)).isEqualTo(-3);
  }

  /** Rows of these lengths. */
  static MadeUpClips of(RowLengths lengths) {
    return MadeUpClips.of(
        EnumSet.of(Input.INPUT_IDS, Input.AUDIO), expected(50), lengths, new SplittableRandom(1));
  }

  private static MadeUpClips clips(Set<Input> inputs, int tokens) {
    return MadeUpClips.of(inputs, expected(tokens), new SplittableRandom(1));
  }

  private static ExpectedData expected(int tokens) {
    Map<String, FrameDims> frames =
        Map.of(
            "text", new FrameDims(40, 4),
            "audio", new FrameDims(375, 2),
            "vision", new FrameDims(1, 3));
    return new ExpectedData(frames, tokens, 0, 77, Optional.empty());
  }
}
