package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against arrays that numpy wrote, see {@link Fixtures}: element i is i / 2 - 3, or i - 3. */
class NdArrayTest {
  @TempDir private Path folder;

  private static double[] doubles(NdArray array) {
    DoubleBuffer values = DoubleBuffer.allocate((int) array.size());
    array.readDoubles(0, values);
    return values.array();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void readsEveryNumberType(int protocol) {
    try (PickleReader reader = PickleReader.open(Fixtures.values(protocol))) {
      PickleDict dict = (PickleDict) reader.root();
      for (String key : new String[] {"f2", "f4", "f8", "big_f8", "fortran"}) {
        NdArray array = (NdArray) dict.get(key);
        assertThat(array.shape()).isEqualTo("(2, 3, 4)");
        for (int i = 0; i < 24; i++) {
          assertThat(doubles(array)[i]).as(key).isEqualTo(i / 2.0 - 3);
          assertThat(array.value(i)).as(key).isEqualTo(i / 2.0 - 3);
        }
      }
      for (String key : new String[] {"i1", "i2", "i4", "i8", "big_i4", "u1"}) {
        NdArray array = (NdArray) dict.get(key);
        LongBuffer values = LongBuffer.allocate(20);
        array.readLongs(4, values);
        for (int i = 0; i < 20; i++) {
          assertThat(values.get(i)).as(key).isEqualTo(4L + i - (key.equals("u1") ? 0 : 3));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void aTransposedArrayIsReadInItsOwnShape(int protocol) {
    try (PickleReader reader = PickleReader.open(Fixtures.values(protocol))) {
      NdArray array = (NdArray) ((PickleDict) reader.root()).get("transposed");
      assertThat(array.shape()).isEqualTo("(2, 4, 3)");
      FloatBuffer row = FloatBuffer.allocate(12);
      array.readFloats(12, row);
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 3; j++) {
          assertThat(row.get(3 * i + j)).isEqualTo((12 + 4 * j + i) / 2f - 3);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void readsTextAndObjects(int protocol) {
    try (PickleReader reader = PickleReader.open(Fixtures.values(protocol))) {
      PickleDict dict = (PickleDict) reader.root();
      NdArray unicode = (NdArray) dict.get("unicode");
      assertThat(unicode.dtype()).hasToString("str9");
      assertThat(unicode.value(0)).isEqualTo("ab");
      assertThat(unicode.value(1)).isEqualTo("");
      assertThat(unicode.value(2)).isEqualTo("Grüße, 世界");
      assertThat(unicode.value(3)).isEqualTo("🙂");
      assertThat(((NdArray) dict.get("byte_strings")).value(2)).isEqualTo("abc");
      NdArray objects = (NdArray) dict.get("objects");
      assertThat(objects.value(0)).isEqualTo("ab");
      assertThat(objects.value(1)).isNull();
      assertThat(objects.value(2)).isEqualTo(3L);
      assertThat(((NdArray) dict.get("object_grid")).value(1)).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void readsTheEdgesOfTheNumberTypes(int protocol) {
    try (PickleReader reader = PickleReader.open(Fixtures.values(protocol))) {
      PickleDict dict = (PickleDict) reader.root();
      assertThat(doubles((NdArray) dict.get("halves")))
          .containsExactly(
              0,
              1,
              -1,
              65504,
              0x1p-24,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              Double.NaN);
      assertThat(doubles((NdArray) dict.get("u8"))).containsExactly(0, 0x1p64);
      assertThat(doubles((NdArray) dict.get("bool"))).containsExactly(1, 0, 1);
      assertThat(((NdArray) dict.get("bool")).value(1)).isEqualTo(false);
      assertThat(((NdArray) dict.get("no_rows")).size()).isZero();
      assertThat(doubles((NdArray) dict.get("no_rows"))).isEmpty();
      assertThat(((NdArray) dict.get("zero_rank")).value(0)).isEqualTo(2.5);
    }
  }

  @Test
  void bytesThatProtocol2StoredAsTextAreDecodedOnDemand() {
    try (PickleReader reader = PickleReader.open(Fixtures.largeOfProtocol2())) {
      PickleDict dict = (PickleDict) reader.root();
      NdArray array = (NdArray) dict.get("array");
      double[] values = doubles(array);
      assertThat(values).hasSize(9_000);
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isEqualTo(i * 1.1);
        assertThat(array.value(i)).isEqualTo(i * 1.1);
      }
      assertThat(dict.get("last")).isEqualTo("end");
    }
  }

  @Test
  void readsTheEndOfAnArrayBeyondTwoGibibytes() throws IOException {
    int rows = 16_326;
    int rowLength = 50 * 768;
    long length = 4L * rows * rowLength;
    Path path = folder.resolve("large.pkl");
    byte[] head = PickleBytes.arrayHead("f4", length, rows, 50, 768).toBytes();
    byte[] tail = new PickleBytes(4).arrayTail().op(Opcode.STOP).toBytes();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(head);
      // Sparse: takes a few blocks of the disk where the file system knows how.
      file.setLength(head.length + length);
      file.seek(head.length + length - 4);
      file.writeInt(Integer.reverseBytes(Float.floatToIntBits(1.5f)));
      file.write(tail, 2, tail.length - 2);
    } catch (IOException e) {
      assumeTrue(false, "the disk refuses a file of 2.5 GB: " + e.getMessage());
    }
    try (PickleReader reader = PickleReader.open(path)) {
      NdArray array = (NdArray) reader.root();
      FloatBuffer row = FloatBuffer.allocate(rowLength);
      array.readFloats((rows - 1L) * rowLength, row);
      assertThat(row.get(0)).isZero();
      assertThat(row.get(rowLength - 1)).isEqualTo(1.5f);
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void readingBeyondTheEndIsOurMistake() {
    try (PickleReader reader = PickleReader.open(Fixtures.values(4))) {
      NdArray array = (NdArray) ((PickleDict) reader.root()).get("f4");
      assertThatThrownBy(() -> array.readFloats(20, FloatBuffer.allocate(5)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.readLongs(0, LongBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
