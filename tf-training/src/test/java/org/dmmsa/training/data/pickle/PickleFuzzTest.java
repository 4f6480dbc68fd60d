package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.summary.DataInspection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds, the reader answers or says what is wrong with the file, nothing else. */
class PickleFuzzTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("fuzz.pkl");
  }

  private static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void flippedBytesAreReadOrRefused(long seed) throws IOException {
    Random random = new Random(seed);
    for (int protocol = 2; protocol <= 5; protocol++) {
      byte[] values = Files.readAllBytes(Fixtures.values(protocol));
      flip(values, random);
      readAll(values);
      byte[] mmsa = Files.readAllBytes(Fixtures.mmsa(protocol));
      flip(mmsa, random);
      readAll(mmsa);
      openAsDataset(mmsa);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void truncatedFilesAreRefused(long seed) throws IOException {
    for (int protocol = 2; protocol <= 5; protocol++) {
      byte[] whole = Files.readAllBytes(Fixtures.mmsa(protocol));
      int length = new Random(seed).nextInt(whole.length);
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PickleReader.open(file).close())
          .as("the first %d of %d bytes", length, whole.length)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyInstructionsAreReadOrRefused(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 25; i++) {
      byte[] bytes = new byte[2 + random.nextInt(61)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = instruction(random);
      }
      bytes[0] = (byte) Opcode.PROTO;
      bytes[1] = 4;
      readAll(bytes);
    }
  }

  /** An opcode more often than not, so that many get on to the next. */
  private static byte instruction(Random random) {
    Opcode[] opcodes = Opcode.values();
    return switch (random.nextInt(5)) {
      case 0 -> (byte) random.nextInt(256);
      case 1 -> (byte) random.nextInt(4);
      default -> (byte) opcodes[random.nextInt(opcodes.length)].code();
    };
  }

  private static void flip(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
    }
  }

  private void openAsDataset(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      dataset.notes();
    } catch (InvalidInputException refused) {
      // One of the two allowed answers.
    }
  }

  private void readAll(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (PickleReader reader = PickleReader.open(file)) {
      walk(reader.root(), Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (InvalidInputException refused) {
      // One of the two allowed answers.
    }
  }

  private static void walk(Object value, Set<Object> seen) {
    InWords.of(value);
    if (value == null || !seen.add(value)) {
      return;
    }
    if (value instanceof PickleList list) {
      for (int i = 0; i < list.size(); i++) {
        walk(list.get(i), seen);
      }
    } else if (value instanceof PickleDict dict) {
      dict.keys().forEach(key -> walk(dict.get(key), seen));
    } else if (value instanceof NdArray array) {
      int count = (int) Math.min(array.size(), 100_000);
      if (array.dtype().isNumber()) {
        array.readDoubles(0, DoubleBuffer.allocate(count));
      }
      for (int i = 0; i < Math.min(count, 100); i++) {
        array.value(i);
      }
    }
  }
}
