package org.dmmsa.tools.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages files, the same from the same seed: a few small changes, most of them near an end. */
final class Mutator {
  private static final int MOST_CHANGES = 4;
  private static final int NEAR = 256;

  /** Sizes and counts that readers stumble over. */
  private static final List<Long> NUMBERS =
      List.of(
          0L,
          1L,
          -1L,
          127L,
          128L,
          255L,
          256L,
          32_767L,
          65_536L,
          1L << 31,
          (1L << 31) - 1,
          1L << 32,
          1L << 40,
          Long.MAX_VALUE,
          Long.MIN_VALUE);

  private static final List<byte[]> WORDS =
      words(
          "",
          "\n",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "-",
          "&a ",
          "*a",
          "!!",
          "null",
          "NaN",
          "Infinity",
          "1e999",
          "-0",
          "9999999999999999999",
          "\u0000",
          "\uD800",
          "../../",
          "%s",
          "[".repeat(5_000),
          "{\"a\":".repeat(2_000),
          "cos\nsystem\n(S'true'\ntR.",
          "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost/\"]]");

  private Mutator() {}

  private static List<byte[]> words(String... words) {
    return Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  static byte[] mutate(byte[] whole, long seed) {
    Random random = new Random(seed);
    byte[] bytes = whole.clone();
    for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0 && bytes.length > 0; i--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = place(bytes.length, random);
    int length = 1 + random.nextInt(Math.min(bytes.length - at, 1 << random.nextInt(12)));
    return switch (random.nextInt(8)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(Byte.SIZE)));
      case 1 -> with(bytes, at, (byte) random.nextInt());
      case 2 -> with(bytes, at, number(random));
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> replaced(bytes, at, length, new byte[0]);
      case 5 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
      case 6 -> replaced(bytes, at, 0, WORDS.get(random.nextInt(WORDS.size())));
      default -> {
        int from = place(bytes.length, random);
        int count = Math.min(length, bytes.length - from);
        yield with(bytes, at, Arrays.copyOfRange(bytes, from, from + count));
      }
    };
  }

  /** Half of all changes are anywhere, the others near the beginning or the end. */
  private static int place(int length, Random random) {
    int near = Math.min(length, NEAR);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(near);
      case 1 -> length - 1 - random.nextInt(near);
      default -> random.nextInt(length);
    };
  }

  private static byte[] number(Random random) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    long number = NUMBERS.get(random.nextInt(NUMBERS.size()));
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(order);
    return switch (random.nextInt(3)) {
      case 0 -> buffer.putLong(number).array();
      case 1 -> Arrays.copyOf(buffer.putInt((int) number).array(), Integer.BYTES);
      default -> Arrays.copyOf(buffer.putShort((short) number).array(), Short.BYTES);
    };
  }

  private static byte[] with(byte[] bytes, int at, byte... values) {
    int count = Math.min(values.length, bytes.length - at);
    System.arraycopy(values, 0, bytes, at, count);
    return bytes;
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    ByteBuffer result = ByteBuffer.allocate(bytes.length - length + by.length);
    result.put(bytes, 0, at).put(by).put(bytes, at + length, bytes.length - at - length);
    return result.array();
  }
}
