package org.dmmsa.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.junit.jupiter.api.Test;

class RowLengthsTest {
  private static final Map<Input, FrameDims> DIMS =
      Map.of(Input.TEXT, new FrameDims(50, 4), Input.AUDIO, new FrameDims(100, 2));

  @Test
  void drawnFramesGoWithTheText() {
    RowLengths lengths = RowLengths.drawn(30, DIMS, new SplittableRandom(1));
    assertThat(lengths.size()).isEqualTo(30);
    assertThat(lengths.frames().get(Input.TEXT)).isEqualTo(lengths.tokens());
    assertThat(lengths.frames().get(Input.AUDIO))
        .isEqualTo(lengths.tokens().stream().map(tokens -> 2 * tokens).toList());
  }

  @Test
  void theLongestAreAllAlike() {
    RowLengths lengths = RowLengths.longest(2, 7, DIMS);
    assertThat(lengths.tokens()).isEqualTo(List.of(7, 7));
    assertThat(lengths.frames().get(Input.AUDIO)).isEqualTo(List.of(100, 100));
  }

  @Test
  void thoseOfRowsAreRead() {
    RowLengths lengths =
        new RowLengths(
            List.of(3, 5), Map.of(Input.AUDIO, List.of(2, 9), Input.TEXT, List.of(3, 5)));
    MadeUpClips clips = MadeUpClipsTest.of(lengths);
    assertThat(RowLengths.of(clips, Set.of(Input.AUDIO))).isEqualTo(lengths);
    MadeUpClips padded = clips.padded(8);
    assertThat(padded.tokens().length(0)).isEqualTo(8);
    assertThat(padded.frames(Input.AUDIO).length(0)).isEqualTo(375);
  }
}
