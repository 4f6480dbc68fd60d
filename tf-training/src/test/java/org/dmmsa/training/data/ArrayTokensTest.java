package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;
import org.dmmsa.training.data.pickle.Fixtures;
import org.dmmsa.training.data.summary.DataInspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayTokensTest {
  @TempDir private Path folder;

  private static int[][] read(Tokens tokens, int row, int length) {
    int[][] parts = new int[3][length];
    tokens.read(
        row, length, IntBuffer.wrap(parts[0]), IntBuffer.wrap(parts[1]), IntBuffer.wrap(parts[2]));
    return parts;
  }

  private TinyPickle withTokens(ArrayContent train) {
    float[] ones = {1, 1};
    return new TinyPickle()
        .with("train", "text_bert", train)
        .with("valid", "text_bert", TinyPickle.tokens(1, ones, ones, ones))
        .with("test", "text_bert", TinyPickle.tokens(2, ones, ones, ones));
  }

  private void assertRefused(ArrayContent train, String message) {
    Path file = withTokens(train).save(folder);
    assertThatThrownBy(() -> Dataset.open(file, DataInspection.READ))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": split train, key text_bert: " + message);
  }

  @Test
  void rowsArePaddedAndCut() {
    try (Dataset dataset = Dataset.open(Fixtures.mmsa(3), DataInspection.READ)) {
      Tokens tokens = dataset.train().tokens();
      assertThat(tokens.maxLength()).isEqualTo(6);
      assertThat(tokens.length(1)).isEqualTo(3);
      assertThat(read(tokens, 1, 5))
          .isDeepEqualTo(new int[][] {{101, 1001, 102, 0, 0}, {1, 1, 1, 0, 0}, {0, 0, 0, 0, 0}});
      assertThat(read(tokens, 1, 2)).isDeepEqualTo(new int[][] {{101, 1001}, {1, 1}, {0, 0}});
    }
  }

  @Test
  void theAxisOfSizeThreeHoldsTheParts() {
    ArrayContent swapped =
        new ArrayContent(
            Dtype.INT64,
            List.of(3, 4, 3),
            (row, to) -> {
              for (int i = 0; i < 4; i++) {
                to.putLong(10 * row + i).putLong(i < 3 ? 1 : 0).putLong(i % 2);
              }
            });
    Path file = withTokens(swapped).save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      Tokens tokens = dataset.train().tokens();
      assertThat(tokens.maxLength()).isEqualTo(4);
      assertThat(read(tokens, 2, 3))
          .isDeepEqualTo(new int[][] {{20, 21, 22}, {1, 1, 1}, {0, 1, 0}});
      assertThat(dataset.train().tokens().maxLength()).isEqualTo(4);
      assertThat(dataset.notes())
          .containsExactly("train text_bert: stored as (N, L, 3), read as (N, 3, L)");
    }
  }

  @Test
  void threeByThreeIsReadAsPartsFirst() {
    float[] ids = {5, 6, 7};
    Path file =
        withTokens(TinyPickle.tokens(3, ids, new float[] {1, 1, 0}, new float[3])).save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(read(dataset.train().tokens(), 0, 3)[0]).containsExactly(5, 6, 0);
    }
  }

  @Test
  void aRowWithoutTokensHasLengthOne() {
    Path file =
        withTokens(TinyPickle.tokens(3, new float[4], new float[4], new float[4])).save(folder);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      assertThat(dataset.train().tokens().length(0)).isEqualTo(1);
      assertThat(dataset.notes())
          .containsExactly("train text_bert: 3 rows have a mask of 0 everywhere");
    }
  }

  @Test
  void whatIsNoTokenIsRefused() {
    float[] ones = {1, 1};
    assertRefused(
        TinyPickle.tokens(3, new float[] {1, 0.5f}, ones, ones),
        "row 0: found the token id 0.5 at position 1, expected an integer");
    assertRefused(
        TinyPickle.tokens(3, new float[] {-1, 1}, ones, ones),
        "row 0: found the token id -1.0 at position 0, expected an integer");
    assertRefused(
        TinyPickle.tokens(3, ones, new float[] {1, 2}, ones),
        "row 0: found the mask 2.0 at position 1, expected 0 or 1");
    assertRefused(
        TinyPickle.tokens(3, ones, ones, new float[] {Float.NaN, 0}),
        "row 0: found the segment id NaN at position 0, expected an integer");
    assertRefused(
        TinyPickle.ones(3, 4, 5), "found the shape (3, 4, 5), expected (N, 3, L) or (N, L, 3)");
  }
}
