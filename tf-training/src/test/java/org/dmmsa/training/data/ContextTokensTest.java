package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.List;
import org.dmmsa.model.Input;
import org.junit.jupiter.api.Test;

/** Tokens are made of 101 [CLS], 102 [SEP], and numbers of two digits whose tens are the clip. */
class ContextTokensTest {
  private static final Split ONE_VIDEO =
      new Rows(
          List.of("v$_$10", "v$_$2", "v$_$9"),
          new int[][] {{101, 31, 102}, {101, 11, 12, 102}, {101, 21, 22, 102}});

  /** A split of ids and tokens alone. */
  private record Rows(List<String> ids, int[][] texts) implements Split {
    @Override
    public String name() {
      return "train";
    }

    @Override
    public int size() {
      return texts.length;
    }

    @Override
    public String id(int row) {
      return ids.get(row);
    }

    @Override
    public Tokens tokens() {
      return new Tokens() {
        @Override
        public int maxLength() {
          return 5;
        }

        @Override
        public int length(int row) {
          return Math.max(1, texts[row].length);
        }

        @Override
        public void read(int row, int length, IntBuffer to, IntBuffer mask, IntBuffer segments) {
          for (int i = 0; i < length; i++) {
            boolean real = i < texts[row].length;
            to.put(real ? texts[row][i] : 0);
            mask.put(real ? 1 : 0);
            segments.put(0);
          }
        }
      };
    }

    @Override
    public String text(int row) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Frames frames(Input input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float label(int row) {
      throw new UnsupportedOperationException();
    }

    @Override
    public UnimodalLabels unimodal(int row) {
      throw new UnsupportedOperationException();
    }
  }

  private static int[][] read(Tokens tokens, int row, int length) {
    int[][] parts = new int[3][length];
    tokens.read(
        row, length, IntBuffer.wrap(parts[0]), IntBuffer.wrap(parts[1]), IntBuffer.wrap(parts[2]));
    return parts;
  }

  private static int[] ids(Tokens tokens, int row) {
    return read(tokens, row, tokens.length(row))[0];
  }

  @Test
  void theUtterancesBeforeFollowAsTheSecondSegment() {
    Tokens tokens = ContextTokens.of(ONE_VIDEO, 1);
    assertThat(tokens.length(2)).isEqualTo(7);
    assertThat(read(tokens, 2, 7))
        .isDeepEqualTo(
            new int[][] {
              {101, 21, 22, 102, 11, 12, 102}, {1, 1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 1, 1, 1}
            });
  }

  @Test
  void clipsGoByNumberAndTheOldestIsReadFirst() {
    Tokens tokens = ContextTokens.of(ONE_VIDEO, 5);
    assertThat(ids(tokens, 0)).containsExactly(101, 31, 102, 11, 12, 21, 22, 102);
    assertThat(ids(tokens, 1)).containsExactly(101, 11, 12, 102);
    assertThat(tokens.maxLength()).isEqualTo(8);
  }

  @Test
  void onlyTheNearestAreTaken() {
    assertThat(ids(ContextTokens.of(ONE_VIDEO, 1), 0)).containsExactly(101, 31, 102, 21, 22, 102);
  }

  @Test
  void theFirstUtteranceIsAsItWasAtEveryLength() {
    Tokens tokens = ContextTokens.of(ONE_VIDEO, 2);
    assertThat(tokens.length(1)).isEqualTo(4);
    for (int length = 1; length < 7; length++) {
      assertThat(read(tokens, 1, length)).isDeepEqualTo(read(ONE_VIDEO.tokens(), 1, length));
    }
  }

  @Test
  void aCutRowLosesItsOldestContextFirstAndItsOwnEndLast() {
    Tokens tokens = ContextTokens.of(ONE_VIDEO, 2);
    assertThat(read(tokens, 0, 6)[0]).containsExactly(101, 31, 102, 21, 22, 102);
    assertThat(read(tokens, 0, 5))
        .isDeepEqualTo(new int[][] {{101, 31, 102, 22, 102}, {1, 1, 1, 1, 1}, {0, 0, 0, 1, 1}});
    assertThat(read(tokens, 0, 4))
        .as("a [SEP] alone is no context")
        .isDeepEqualTo(new int[][] {{101, 31, 102, 0}, {1, 1, 1, 0}, {0, 0, 0, 0}});
    assertThat(read(tokens, 0, 2)[0]).containsExactly(101, 31);
  }

  @Test
  void aShorterRowIsPadded() {
    assertThat(read(ContextTokens.of(ONE_VIDEO, 1), 2, 9))
        .isDeepEqualTo(
            new int[][] {
              {101, 21, 22, 102, 11, 12, 102, 0, 0},
              {1, 1, 1, 1, 1, 1, 1, 0, 0},
              {0, 0, 0, 0, 1, 1, 1, 0, 0}
            });
  }

  @Test
  void anotherVideoIsNoContextNorIsARowWithoutAVideo() {
    Split split =
        new Rows(
            List.of("a$_$1", "b$_$1", "train/2", "train/3", "a$_$2"),
            new int[][] {
              {101, 11, 102}, {101, 12, 102}, {101, 13, 102}, {101, 14, 102}, {101, 21, 102}
            });
    Tokens tokens = ContextTokens.of(split, 9);
    for (int row = 0; row < 4; row++) {
      assertThat(ids(tokens, row)).isEqualTo(ids(split.tokens(), row)).hasSize(3);
    }
    assertThat(ids(tokens, 4)).containsExactly(101, 21, 102, 11, 102);
  }

  @Test
  void clipsThatAreNotAllNumbersGoByRow() {
    Split split =
        new Rows(
            List.of("v$_$9", "v$_$intro", "v$_$1"),
            new int[][] {{101, 11, 102}, {101, 21, 102}, {101, 31, 102}});
    assertThat(ids(ContextTokens.of(split, 2), 2)).containsExactly(101, 31, 102, 11, 21, 102);
  }

  @Test
  void anUtteranceWithoutWordsGivesNoneAndABlankRowTakesNone() {
    Split split =
        new Rows(
            List.of("v$_$1", "v$_$2", "v$_$3", "v$_$4"),
            new int[][] {{101, 102}, {101, 21, 102}, {}, {101, 41, 102}});
    Tokens tokens = ContextTokens.of(split, 2);
    assertThat(ids(tokens, 1)).containsExactly(101, 21, 102);
    assertThat(tokens.length(2)).isEqualTo(1);
    assertThat(ids(tokens, 3)).containsExactly(101, 41, 102, 21, 102);
  }
}
