package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pickles written by hand in the letters of Python's {@code pickletools}. */
class NumpyCallsTest {
  private static final String RECONSTRUCT = "cnumpy.core.multiarray\n_reconstruct\n";
  private static final String SCALAR = "cnumpy.core.multiarray\nscalar\n";
  private static final String BUFFER = "cnumpy.core.numeric\n_frombuffer\n";
  private static final String FLOAT = "cnumpy\ndtype\nU\u0002f4\u0085R";
  private static final String OBJECT = "cnumpy\ndtype\nU\u0002O8\u0085R";

  @TempDir private Path folder;

  private Path file(String instructions) throws IOException {
    String whole = "\u0080\u0002" + instructions + ".";
    return Files.write(folder.resolve("made.pkl"), whole.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String read(String instructions) throws IOException {
    try (PickleReader reader = PickleReader.open(file(instructions))) {
      return InWords.of(reader.root());
    }
  }

  @Test
  void aCallThatNumpyDoesNotMakeIsRefused() throws IOException {
    Map<String, String> problems =
        Map.of(
            "cnumpy\nndarray\n)R",
            "found a call of numpy.ndarray, expected _reconstruct",
            RECONSTRUCT + "cbuiltins\nset\n\u0085R",
            "found _reconstruct of SET, expected numpy.ndarray",
            "ccollections\nOrderedDict\n]\u0085R",
            "found an OrderedDict of Python 2, expected one of Python 3",
            "c_codecs\nencode\nU\u0001aU\u0004utf8\u0086R",
            "found the charset utf8, expected latin1",
            "c_codecs\nencode\nX\u0003\0\0\0\u00e4\u00b8\u0096U\u0006latin1\u0086R",
            "found '世', expected bytes",
            SCALAR + OBJECT + "U\u0001a\u0086R",
            "found a numpy scalar of type object, expected a number or text",
            BUFFER + "(U\u0001a" + OBJECT + "K\u0001\u0085U\u0001CtR",
            "found objects in a buffer, expected numbers or text",
            "cnumpy\ndtype\n)R",
            "found nothing in place of a type code",
            "cnumpy\ndtype\nK\u0007\u0085R",
            "found 7 in place of a type code");
    for (Map.Entry<String, String> call : problems.entrySet()) {
      Path file = file(call.getKey());
      assertThatThrownBy(() -> PickleReader.open(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageEndingWith(": " + call.getValue());
    }
  }

  @Test
  void aTypeMayHaveAByteOrderAndNoFields() throws IOException {
    for (int i = 2; i < 5; i++) {
      StringBuilder state = new StringBuilder("(K\u0003U\u0001<NNN");
      state.setCharAt(5 + i - 1, ')'); // an empty tuple in place of None
      Path file = file(FLOAT + state + "tb");
      assertThatThrownBy(() -> PickleReader.open(file))
          .hasMessageEndingWith("found a numpy type with fields, expected a plain one");
    }
    Path file = file(FLOAT + "(K\u0003U\u0001?NNNtb");
    assertThatThrownBy(() -> PickleReader.open(file))
        .hasMessageEndingWith("found the byte order '?', expected < or >");
    // 0x3fc00000 is 1.5
    for (String order : List.of("<", "|", "=")) {
      String type = FLOAT + "(K\u0003U\u0001" + order + "NNNtb";
      assertThat(read(SCALAR + type + "C\u0004\0\0\u00c0\u003f\u0086R")).isEqualTo("1.5");
    }
    String big = FLOAT + "(K\u0003U\u0001>NNNtb";
    assertThat(read(SCALAR + big + "C\u0004\u003f\u00c0\0\0\u0086R")).isEqualTo("1.5");
  }

  @Test
  void emptySetsBytesAndDictsAreMade() throws IOException {
    assertThat(read("cbuiltins\nset\n)R")).isEqualTo("list of 0");
    assertThat(read("cbuiltins\nfrozenset\n(K\u0001K\u0002t\u0085R")).isEqualTo("list of 2");
    assertThat(read("cbuiltins\nbytes\n)R")).isEqualTo("0 bytes");
    assertThat(read("ccollections\nOrderedDict\n)R")).isEqualTo("dict of 0");
    assertThat(read("c_codecs\nencode\nU\u0002abU\u0006latin1\u0086R")).isEqualTo("2 bytes");
    assertThat(read("c_codecs\nencode\nU\u0003abcU\u0007latin-1\u0086R")).isEqualTo("3 bytes");
  }

  @Test
  void anOrderOfAxesHasEachOfThemOnce() throws IOException {
    String bytes = BUFFER + "(C\u0008\0\0\0\0\0\0\0\0" + FLOAT + "K\u0001K\u0002\u0086U\u0001K";
    assertThat(read(bytes + "K\u0001K\u0000\u0086tR")).isEqualTo("float32 array (2, 1)");
    assertThat(read(bytes + "K\u0000K\u0001\u0086tR")).isEqualTo("float32 array (1, 2)");
    for (String order :
        List.of(
            "K\u0000\u0085",
            "K\u0000K\u0000\u0086",
            "K\u0000K\u0002\u0086",
            "K\u0000J\u00ff\u00ff\u00ff\u00ff\u0086")) {
      Path file = file(bytes + order + "tR");
      assertThatThrownBy(() -> PickleReader.open(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageEndingWith("found an order of axes that is not one of 2 axes");
    }
  }

  @Test
  void aShapeThatCannotBeIsRefused() throws IOException {
    Path negative = PickleBytes.array("f4", 0, 2, -1).save(folder);
    assertThatThrownBy(() -> PickleReader.open(negative))
        .hasMessageEndingWith("found an axis of length -1");
    Path endless = PickleBytes.array("f4", 0, 1 << 30, 1 << 30, 8).save(folder);
    assertThatThrownBy(() -> PickleReader.open(endless))
        .hasMessageEndingWith("found an array of more elements than can be counted");
    Path large = PickleBytes.array("f4", 0, 1 << 30, 1 << 30, 4).save(folder);
    assertThatThrownBy(() -> PickleReader.open(large))
        .hasMessageContaining("found 0 bytes, expected 9223372036854775807 for");
    int[] ones = new int[33];
    Arrays.fill(ones, 1);
    Path deep = PickleBytes.array("f4", 4, ones).save(folder);
    assertThatThrownBy(() -> PickleReader.open(deep))
        .hasMessageEndingWith("found 33 axes, expected at most 32");
    Path allowed = PickleBytes.array("f4", 4, Arrays.copyOf(ones, 32)).save(folder);
    try (PickleReader reader = PickleReader.open(allowed)) {
      assertThat(((NdArray) reader.root()).rank()).isEqualTo(32);
    }
  }
}
