package org.dmmsa.savedmodel.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class SafetensorsTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    new TensorFile()
        .add("b", Shape.of(2, 3), 1, -2, 3.5f, 4, 5, 6)
        .add("a", Shape.of(1), 7)
        .add("scalar", Shape.scalar(), 8)
        .add("none", Shape.of(0, 4))
        .write(file());
    Safetensors read = Safetensors.open(file());
    assertThat(read.arrays()).containsOnlyKeys("a", "b", "scalar", "none");
    assertThat(read.arrays().get("b").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(read.floats("b")).containsExactly(1, -2, 3.5f, 4, 5, 6);
    assertThat(read.floats("a")).containsExactly(7);
    assertThat(read.floats("scalar")).containsExactly(8);
    assertThat(read.floats("none")).isEmpty();
  }

  /** Bit patterns and their values are those of IEEE 754-2019 and of bfloat16's definition. */
  @ParameterizedTest
  @CsvSource({
    "F16, 0x3c00, 1",
    "F16, 0xc000, -2",
    "F16, 0x7bff, 65504",
    "F16, 0x0400, 0.00006103515625",
    "F16, 0x0001, 0.000000059604644775390625",
    "F16, 0x3555, 0.333251953125",
    "F16, 0x8000, -0.0",
    "F16, 0x0000, 0.0",
    "BF16, 0x3f80, 1",
    "BF16, 0xc0a0, -5",
    "BF16, 0x4049, 3.140625",
    "BF16, 0x0001, 9.183549615799121E-41",
  })
  void halfPrecisionLosesNothing(String type, String bits, float value) throws IOException {
    new TensorFile().add("x", type, Shape.of(1), little(Integer.decode(bits))).write(file());
    assertThat(Safetensors.open(file()).floats("x")).containsExactly(value);
  }

  private static byte[] little(int bits) {
    return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) bits).array();
  }

  @ParameterizedTest
  @CsvSource({"F16, 0x7c00, Infinity", "F16, 0xfe00, NaN", "BF16, 0xff80, -Infinity"})
  void numbersThatAreNotFiniteAreRefused(String type, String bits, String found)
      throws IOException {
    new TensorFile().add("x", type, Shape.of(1), little(Integer.decode(bits))).write(file());
    Safetensors read = Safetensors.open(file());
    assertThatThrownBy(() -> read.floats("x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("found " + found + ", expected finite numbers, at x, in " + file());
  }

  private String refusal() {
    Throwable thrown = catchThrowable(() -> Safetensors.open(file()));
    assertThat(thrown).isInstanceOf(InvalidInputException.class);
    assertThat(thrown.getMessage().lines()).hasSize(1);
    assertThat(thrown.getMessage()).contains(file().toString());
    return thrown.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                              | no JSON object",
        "{'a':                                                           | no JSON as header",
        "{'a': 1}                                                        | dtype ",
        "{'a': {'dtype':'I64','shape':[1],'data_offsets':[0,8]}}         | dtype I64",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0,4]}}         | data_offsets [0,4]",
        "{'a': {'dtype':'F32','shape':[1],'data_offsets':[4,0]}}         | data_offsets [4,0]",
        "{'a': {'dtype':'F32','shape':[1],'data_offsets':[0]}}           | data_offsets [0]",
        "{'a': {'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}        | whole numbers",
        "{'a': {'dtype':'F32','data_offsets':[0,4]}}                     | found nothing",
        "{'a': {'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}       | whole numbers",
        "{'a': {'dtype':'F32','shape':{'x':1},'data_offsets':[0,4]}}     | whole numbers",
        "{'a': {'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,0]}} | shape",
        "{'a': {'dtype':'F32','shape':[1],'data_offsets':[4,8]}}         | byte ",
        "{'a': {'dtype':'F32','shape':[3],'data_offsets':[0,12]}}        | expected ",
        "{'a': {'dtype':'F32','shape':[1],'data_offsets':[0,4]}}         | found ",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b': {'dtype':'F32','shape':[1],'data_offsets':[4,8]}}    | right behind",
        "{'a': {'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'a': {'dtype':'F32','shape':[2],'data_offsets':[0,8]}}    | Duplicate",
      })
  void aHeaderThatDoesNotFitIsRefused(String header, String message) throws IOException {
    TensorFile.write(file(), header.replace('\'', '"'), new byte[8]);
    assertThat(refusal()).contains(message.strip());
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() throws IOException {
    for (long size : new long[] {-1, 0, 1, 100, Long.MAX_VALUE}) {
      ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(size);
      Files.write(file(), bytes.array());
      assertThat(refusal()).startsWith("found a header of " + size + " bytes");
    }
  }

  @Test
  void aHeaderMayFillTheFileAndGoNoFurther() throws IOException {
    Files.write(file(), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertThat(Safetensors.open(file()).arrays()).isEmpty();
    Files.write(file(), new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertThat(refusal())
        .isEqualTo("found a header of 3 bytes, expected 2 to 2, in %s".formatted(file()));
    Files.write(file(), new byte[] {2, 0, 0, 0, 0, 0, 0, 0});
    assertThat(refusal()).startsWith("found a header of 2 bytes, expected 2 to 0,");
    Files.write(file(), new byte[] {2, 0, 0, 0, 0, 0, 0});
    assertThat(refusal()).startsWith("found 7 bytes, expected at least 8,");
  }

  @Test
  void aNameIsPrintedUpToAHundredCharacters() throws IOException {
    String whole = "n".repeat(100);
    TensorFile.write(file(), "{\"%s\": {\"dtype\": \"I8\"}}".formatted(whole));
    assertThat(refusal()).contains(" at " + whole + " in ");
    TensorFile.write(file(), "{\"%s\": {\"dtype\": \"I8\"}}".formatted(whole + "n"));
    assertThat(refusal()).contains(" at " + whole + "… in ");
  }

  /** Any damage is either harmless or one line. */
  @Test
  void noDamageIsMoreThanOneLine() throws IOException {
    byte[] good =
        Files.readAllBytes(
            new TensorFile()
                .add("first", Shape.of(2, 2), 1, 2, 3, 4)
                .add("second", Shape.of(3), 5, 6, 7)
                .write(file()));
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] bad = Arrays.copyOf(good, i % 3 == 0 ? random.nextInt(good.length) : good.length);
      for (int j = 0; j < 1 + i % 4 && bad.length > 0; j++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Files.write(file(), bad);
      Throwable thrown =
          catchThrowable(
              () -> {
                Safetensors read = Safetensors.open(file());
                read.arrays().keySet().forEach(read::floats);
              });
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(InvalidInputException.class);
        assertThat(thrown.getMessage().lines()).hasSize(1);
      }
    }
  }

  @Test
  void partsAreFoundByTheirIndexAndNotOutsideOfTheFolder() throws IOException {
    new TensorFile().add("a", Shape.of(1), 1).write(folder.resolve("part-1.safetensors"));
    new TensorFile().add("b", Shape.of(1), 2).write(folder.resolve("part-2.safetensors"));
    index("{\"a\": \"part-1.safetensors\", \"b\": \"part-2.safetensors\"}");
    ShardedTensors parts = ShardedTensors.open(folder);
    assertThat(parts.floats("a")).containsExactly(1);
    assertThat(parts.floats("b")).containsExactly(2);

    index("{\"a\": \"part-2.safetensors\"}");
    assertThatThrownBy(() -> ShardedTensors.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found no array a, expected it by model.safetensors.index.json");
    for (String name : new String[] {"../part-1.safetensors", "/etc/passwd", "", "..", "gone"}) {
      index("{\"a\": \"" + name + "\"}");
      assertThatThrownBy(() -> ShardedTensors.open(folder))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("found the file '" + name + "', expected one beside it");
    }
  }

  @Test
  void aWholeFileNeedsNoIndex() throws IOException {
    new TensorFile().add("b", Shape.of(2), 3, 4).add("a", Shape.of(1, 1), 5).write(file());
    ShardedTensors whole = ShardedTensors.open(folder);
    assertThat(whole.files()).containsOnlyKeys("a", "b");
    assertThat(whole.floats("a")).containsExactly(5);
    assertThat(whole.stored("a").shape()).isEqualTo(Shape.of(1, 1));
    assertThat(whole.stored("b").bytes()).isEqualTo(8);
  }

  private void index(String map) throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\": " + map + "}");
  }
}
