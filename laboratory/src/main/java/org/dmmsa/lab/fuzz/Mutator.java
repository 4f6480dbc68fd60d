package org.dmmsa.lab.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages files, the same from the same seed: a few small changes, most of them near an end, and in
 * texts also other values in place of whole ones.
 */
final class Mutator {
  private static final int MOST_CHANGES = 4;
  private static final int NEAR = 256;

  /** Sizes and counts that readers stumble over. */
  static final List<Long> NUMBERS =
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

  /** What is between the words of JSON, YAML and CSV. */
  private static final String MARKS = " \t\r\n,:[]{}";

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
          "true",
          "{}",
          "[]",
          "\"a\"",
          "NaN",
          "Infinity",
          "1e999",
          "-1",
          "0.5",
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

  static byte[] mutate(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0 && bytes.length > 0; i--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = place(bytes.length, random);
    int length = 1 + random.nextInt(Math.min(bytes.length - at, 1 << random.nextInt(12)));
    return switch (random.nextInt(10)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(Byte.SIZE)));
      case 1 -> with(bytes, at, (byte) random.nextInt());
      case 2 -> with(bytes, at, number(random));
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> replaced(bytes, at, at + length, new byte[0]);
      case 5 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 6 -> replaced(bytes, at, at, word(random));
      case 7 -> replaced(bytes, wordBegin(bytes, at), wordEnd(bytes, at), word(random));
      case 8 ->
          replaced(bytes, bracket(bytes, at), bracketEnd(bytes, bracket(bytes, at)), word(random));
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

  private static byte[] word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static boolean isMark(byte value) {
    return MARKS.indexOf(value) >= 0;
  }

  /** Where a number or a word of a text begins that a place is in. */
  private static int wordBegin(byte[] bytes, int at) {
    int begin = at;
    while (begin > 0 && !isMark(bytes[begin - 1])) {
      begin--;
    }
    return begin;
  }

  private static int wordEnd(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && !isMark(bytes[end])) {
      end++;
    }
    return end;
  }

  /** The bracket that opens the list or section which a place is in, or that is before it. */
  private static int bracket(byte[] bytes, int at) {
    int begin = at;
    while (begin > 0 && bytes[begin] != '{' && bytes[begin] != '[') {
      begin--;
    }
    return begin;
  }

  /** The place after the bracket that closes another. */
  private static int bracketEnd(byte[] bytes, int begin) {
    int depth = 0;
    for (int end = begin; end < bytes.length; end++) {
      depth += bytes[end] == '{' || bytes[end] == '[' ? 1 : 0;
      depth -= bytes[end] == '}' || bytes[end] == ']' ? 1 : 0;
      if (depth <= 0) {
        return end + 1;
      }
    }
    return bytes.length;
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

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    ByteBuffer result = ByteBuffer.allocate(bytes.length - to + from + by.length);
    result.put(bytes, 0, from).put(by).put(bytes, to, bytes.length - to);
    return result.array();
  }
}
