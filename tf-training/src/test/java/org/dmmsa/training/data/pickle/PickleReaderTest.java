package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files that numpy wrote, see {@link Fixtures}, and against files that nobody should. */
class PickleReaderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void readsPlainValues(int protocol) {
    try (PickleReader reader = PickleReader.open(Fixtures.values(protocol))) {
      PickleDict dict = (PickleDict) reader.root();
      assertThat(dict.has("none")).isTrue();
      assertThat(dict.get("none")).isNull();
      assertThat(dict.get("true")).isEqualTo(true);
      assertThat(dict.get("small")).isEqualTo(200L);
      assertThat(dict.get("medium")).isEqualTo(60_000L);
      assertThat(dict.get("negative")).isEqualTo(-5L);
      assertThat(dict.get("long")).isEqualTo(1L << 40);
      assertThat(dict.get("huge")).isEqualTo(BigInteger.TWO.pow(70));
      assertThat(dict.get("float")).isEqualTo(0.1);
      assertThat(dict.get("text")).isEqualTo("Grüße, 世界");
      assertThat(InWords.of(dict.get("bytes"))).isEqualTo("2 bytes");
      assertThat(((PickleList) dict.get("tuple")).get(1)).isEqualTo("two");
      assertThat(((PickleList) dict.get("set")).get(0)).isEqualTo(5L);
      PickleDict inner = (PickleDict) dict.get("inner");
      assertThat(((PickleList) inner.get("key")).get(1)).isEqualTo(2L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void valuesThatTheFileSharesAreOneValue(int protocol) {
    try (PickleReader reader = PickleReader.open(Fixtures.values(protocol))) {
      PickleDict dict = (PickleDict) reader.root();
      assertThat(dict.get("first")).isSameAs(dict.get("second"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void numpyScalarsArePlainValues(int protocol) {
    try (PickleReader reader = PickleReader.open(Fixtures.values(protocol))) {
      PickleDict dict = (PickleDict) reader.root();
      assertThat(dict.get("scalar_f8")).isEqualTo(1.5);
      assertThat(dict.get("scalar_i8")).isEqualTo(-2L);
      assertThat(dict.get("scalar_bool")).isEqualTo(true);
      assertThat(dict.get("scalar_text")).isEqualTo("word");
    }
  }

  @Test
  void aForeignFunctionIsRefusedByNameAndByte() throws IOException {
    Path file =
        new PickleBytes(2).name("os", "system").text("touch hacked").tuple1().reduce().save(folder);
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            file
                + ": at byte 2: refused: found the class or function os.system, expected only numpy"
                + " arrays and plain values");
  }

  @Test
  void aForeignClassOfProtocol4IsRefusedToo() throws IOException {
    Path file =
        new PickleBytes(4)
            .text("torch._utils")
            .text("_rebuild_tensor")
            .op(Opcode.STACK_GLOBAL)
            .save(folder);
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("torch._utils._rebuild_tensor")
        .hasMessageContaining("at byte 39");
  }

  @Test
  void aTruncatedFileSaysWhatIsMissing() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.mmsa(4));
    Path file = Files.write(folder.resolve("cut.pkl"), Arrays.copyOf(whole, 700));
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("truncated or damaged: expected");
  }

  @Test
  void lengthsBeyondTheFileAreRefusedBeforeAnythingIsAllocated() throws IOException {
    Path file = new PickleBytes(4).op(Opcode.BINBYTES8).longNumber(1L << 31).save(folder);
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected 2147483648 more bytes, found 1");
    Path negative = new PickleBytes(4).op(Opcode.BINUNICODE8).longNumber(-1).save(folder);
    assertThatThrownBy(() -> PickleReader.open(negative))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected 18446744073709551615 more bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | found an empty file, expected a pickle of protocol 2 to 5",
        "hello          | found first byte 0x68, expected a pickle of protocol 2 to 5",
        "\u0080\u0001.  | found pickle protocol 1, expected 2 to 5",
        "\u0080\u0006.  | found pickle protocol 6, expected 2 to 5",
        "\u0080\u0002.  | at byte 2: found an instruction without its value",
        "\u0080\u0002?  | at byte 2: found pickle instruction 0x3f",
        "\u0080\u0002t  | at byte 2: found the end of a group without its beginning",
        "\u0080\u0002h\u0007. | at byte 2: found a reference to value 7",
        "\u0080\u0002}]Ns. | found list of 0 as a dict key",
        "\u0080\u0002NNR. | found None, expected arguments",
      })
  void whatIsNoPickleOfOursGivesOneLine(String content, String problem) throws IOException {
    Path file = folder.resolve("bad.pkl");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void endlessNestingIsRefused() throws IOException {
    PickleBytes bytes = new PickleBytes(4);
    for (int i = 0; i < 1_001; i++) {
      bytes.op(Opcode.MARK);
    }
    Path file = bytes.save(folder);
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("more than 1000 nested levels");
  }

  @Test
  void aListThatHoldsItselfIsHarmless() throws IOException {
    Path file =
        new PickleBytes(4)
            .op(Opcode.EMPTY_LIST)
            .op(Opcode.MEMOIZE)
            .op(Opcode.BINGET)
            .number(0)
            .op(Opcode.APPEND)
            .save(folder);
    try (PickleReader reader = PickleReader.open(file)) {
      PickleList list = (PickleList) reader.root();
      assertThat(list.get(0)).isSameAs(list);
      assertThat(InWords.of(list)).isEqualTo("list of 1");
    }
  }

  @Test
  void longTextsStayInTheFileUntilTheyAreAskedFor() {
    String text = "世界 ".repeat(20_000);
    Path file = folder.resolve("text.pkl");
    PickleWriter.write(file, text);
    try (PickleReader reader = PickleReader.open(file)) {
      LargeText large = (LargeText) reader.root();
      assertThat(large.length()).isEqualTo(140_000);
      assertThat(InWords.of(large)).isEqualTo("a text of 140000 bytes");
      assertThat(large.decode()).isEqualTo(text);
    }
    PickleWriter.write(file, "x".repeat((1 << 24) + 1));
    try (PickleReader reader = PickleReader.open(file)) {
      assertThatThrownBy(((LargeText) reader.root())::decode)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("found a text of 16777217 bytes, expected at most 16777216");
    }
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    assertThatThrownBy(() -> PickleReader.open(folder.resolve("none.pkl")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.pkl: no such file");
    assertThatThrownBy(() -> PickleReader.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found a folder, expected a pickle file");
  }

  @Test
  void aDeviceIsRefused() {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device));
    assertThatThrownBy(() -> PickleReader.open(device))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("/dev/zero: found a pipe or a device, expected a file");
  }

  @Test
  void anArrayWhoseBytesDoNotFitItsShapeIsRefused() throws IOException {
    Path file = PickleBytes.array("f4", 16, 3, 2).save(folder);
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found 16 bytes, expected 24 for 6 elements of float32");
  }

  @Test
  void elementTypesBeyondNumbersAndTextAreRefused() throws IOException {
    Path file = PickleBytes.array("M8", 8, 1).save(folder);
    assertThatThrownBy(() -> PickleReader.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found the numpy type 'M8', expected numbers");
  }
}
