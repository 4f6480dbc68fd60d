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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.summary.DataInspection;

/** Whatever a file holds, the reader answers or says what is wrong with the file, nothing else. */
class PickleFuzzTest {
  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("fuzz", ".pkl");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.deleteIfExists(file);
  }

  @Property(tries = 40)
  void flippedBytesAreReadOrRefused(@ForAll long seed) throws IOException {
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

  @Property(tries = 30)
  void truncatedFilesAreRefused(@ForAll long seed) throws IOException {
    for (int protocol = 2; protocol <= 5; protocol++) {
      byte[] whole = Files.readAllBytes(Fixtures.mmsa(protocol));
      int length = new Random(seed).nextInt(whole.length);
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PickleReader.open(file).close())
          .as("the first %d of %d bytes", length, whole.length)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Property(tries = 500)
  void anyInstructionsAreReadOrRefused(@ForAll("instructions") byte[] instructions)
      throws IOException {
    byte[] head = {(byte) Opcode.PROTO, 4};
    byte[] bytes = Arrays.copyOf(head, head.length + instructions.length);
    System.arraycopy(instructions, 0, bytes, head.length, instructions.length);
    readAll(bytes);
  }

  @Provide
  Arbitrary<byte[]> instructions() {
    Arbitrary<Byte> opcodes = Arbitraries.of(Opcode.values()).map(op -> (byte) op.code());
    Arbitrary<Byte> small = Arbitraries.bytes().between((byte) 0, (byte) 3);
    return Arbitraries.frequencyOf(
            Tuple.of(3, opcodes), Tuple.of(1, small), Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMaxSize(60);
  }

  private static void flip(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
    }
  }

  private static void openAsDataset(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try (Dataset dataset = Dataset.open(file, DataInspection.READ)) {
      dataset.notes();
    } catch (InvalidInputException refused) {
      // One of the two allowed answers.
    }
  }

  private static void readAll(byte[] bytes) throws IOException {
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
