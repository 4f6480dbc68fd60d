package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickleWriterTest {
  @TempDir private Path folder;

  /**
   * SHA-256 of a file that was opened with numpy 2.4.6 on Python 3.11: {@code pickle.load} gave
   * {'a': array([1.5, -2.], dtype=float32), 't': array(['x', 'yz'], dtype='<U2'), 'n': [1, None]}.
   */
  private static final String OPENED_BY_NUMPY =
      "04369f563bdef6debf954831a4fac596d59dac6ce6d1650fc6d6455fb4c91f76";

  @Test
  void whatIsWrittenIsRead() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("none", null);
    values.put("text", "Grüße, 世界");
    values.put("numbers", Arrays.asList(1, -1, 1L << 40, 0.1, 0.5f, true, false, null));
    values.put("texts", ArrayContent.ofTexts(List.of("ab", "", "🙂c")));
    values.put(
        "doubles",
        new ArrayContent(
            Dtype.FLOAT64,
            List.of(3, 2, 2),
            (row, to) -> to.putDouble(row + 0.25).putDouble(-1 - row)));
    values.put("none at all", ArrayContent.ofFloats(List.of()));
    Path file = folder.resolve("new folder/values.pkl");
    PickleWriter.write(file, values);

    try (PickleReader reader = PickleReader.open(file)) {
      PickleDict dict = (PickleDict) reader.root();
      assertThat(dict.keys()).containsExactlyElementsOf(values.keySet());
      assertThat(dict.get("none")).isNull();
      assertThat(dict.get("text")).isEqualTo("Grüße, 世界");
      PickleList numbers = (PickleList) dict.get("numbers");
      assertThat(Stream.iterate(0, i -> i + 1).limit(numbers.size()).map(numbers::get))
          .containsExactly(1L, -1L, 1L << 40, 0.1, 0.5, true, false, null);
      NdArray texts = (NdArray) dict.get("texts");
      assertThat(texts.dtype()).hasToString("str2");
      assertThat(texts.value(2)).isEqualTo("🙂c");
      NdArray doubles = (NdArray) dict.get("doubles");
      DoubleBuffer read = DoubleBuffer.allocate(12);
      doubles.readDoubles(0, read);
      assertThat(read.array()).containsExactly(0.25, -1, 0, 0, 1.25, -2, 0, 0, 2.25, -3, 0, 0);
      assertThat(((NdArray) dict.get("none at all")).size()).isZero();
    }
  }

  @Test
  void writesTheBytesThatNumpyOpened() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a", ArrayContent.ofFloats(List.of(1.5f, -2f)));
    values.put("t", ArrayContent.ofTexts(List.of("x", "yz")));
    values.put("n", Arrays.asList(1, null));
    Path file = folder.resolve("golden.pkl");
    PickleWriter.write(file, values);
    assertThat(Sha256.of(file)).isEqualTo(OPENED_BY_NUMPY);
  }

  @Test
  void aFailureLeavesTheOldFileAndNoOther() throws IOException {
    Path file = Files.writeString(folder.resolve("kept.pkl"), "old");
    ArrayContent failing =
        new ArrayContent(
            Dtype.FLOAT32,
            List.of(1),
            (row, to) -> {
              throw new IllegalStateException("on purpose");
            });
    assertThatThrownBy(() -> PickleWriter.write(file, failing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> PickleWriter.write(file.resolve("below.pkl"), 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("below.pkl: found a file where a folder should be");
  }
}
