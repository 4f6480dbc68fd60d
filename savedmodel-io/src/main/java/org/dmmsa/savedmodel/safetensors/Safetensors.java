package org.dmmsa.savedmodel.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.RegularFile;
import org.tensorflow.ndarray.Shape;

/**
 * The arrays of a safetensors file: eight bytes with the length of a JSON header, the header, the
 * numbers. Nothing in it can run; everything in it is checked before any of it is used.
 *
 * @param file where it is
 * @param arrays by name
 */
public record Safetensors(Path file, SortedMap<String, Stored> arrays) {
  private static final int LARGEST_HEADER = 100 << 20; // the format's own limit
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Where an array is.
   *
   * @param precision of its numbers
   * @param begin its first byte in the file
   * @param bytes how many it has
   */
  public record Stored(Precision precision, Shape shape, long begin, long bytes) {}

  /**
   * Reads the header of a file.
   *
   * @throws InvalidInputException if it is damaged, or has numbers of other types than {@link
   *     Precision} knows
   */
  public static Safetensors open(Path file) {
    try (FileChannel channel = FileChannel.open(RegularFile.of(file))) {
      long length = channel.size();
      if (length < Long.BYTES) {
        throw refusal(file, "found %d bytes, expected at least 8".formatted(length));
      }
      long header = bytes(channel, 0, Long.BYTES).getLong();
      if (header < 2 || header > LARGEST_HEADER || header > length - Long.BYTES) {
        throw refusal(
            file,
            "found a header of %d bytes, expected 2 to %d"
                .formatted(header, Math.min(LARGEST_HEADER, length - Long.BYTES)));
      }
      String text =
          StandardCharsets.UTF_8.decode(bytes(channel, Long.BYTES, (int) header)).toString();
      SortedMap<String, Stored> arrays = arrays(file, text, Long.BYTES + header);
      requireGapless(file, arrays, Long.BYTES + header, length);
      return new Safetensors(file, arrays);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file, e);
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // until all is read
    }
    return buffer.flip();
  }

  private static SortedMap<String, Stored> arrays(Path file, String header, long start) {
    JsonNode root;
    try {
      root = JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "found no JSON as header (%s), in %s".formatted(e.getOriginalMessage(), file), e);
    }
    if (!root.isObject()) {
      throw refusal(file, "found a header that is no JSON object, expected one");
    }
    SortedMap<String, Stored> arrays = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        arrays.put(entry.getKey(), stored(file, entry.getKey(), entry.getValue(), start));
      }
    }
    return arrays;
  }

  private static Stored stored(Path file, String name, JsonNode entry, long start) {
    Precision precision = precision(file, name, entry.path("dtype").asText());
    long[] shape = wholeNumbers(file, name, entry.path("shape"));
    long[] offsets = wholeNumbers(file, name, entry.path("data_offsets"));
    try {
      long size = precision.bytes();
      for (long dim : shape) {
        size = Math.multiplyExact(size, dim);
      }
      if (offsets.length == 2 && Math.subtractExact(offsets[1], offsets[0]) == size) {
        return new Stored(precision, Shape.of(shape), Math.addExact(start, offsets[0]), size);
      }
    } catch (ArithmeticException e) {
      // as below
    }
    throw refusal(
        file,
        "found data_offsets %s, expected two that have shape %s of %s between them, at %s"
            .formatted(entry.path("data_offsets"), entry.path("shape"), precision, printed(name)));
  }

  private static Precision precision(Path file, String name, String written) {
    try {
      return Precision.valueOf(written);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "found dtype %s, expected one of %s, at %s in %s"
              .formatted(printed(written), List.of(Precision.values()), printed(name), file),
          e);
    }
  }

  private static long[] wholeNumbers(Path file, String name, JsonNode list) {
    long[] numbers = new long[list.size()];
    boolean whole = list.isArray();
    for (int i = 0; whole && i < numbers.length; i++) {
      JsonNode number = list.get(i);
      whole = number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0;
      numbers[i] = number.asLong();
    }
    if (!whole) {
      String found = list.isMissingNode() ? "nothing" : printed(list.toString());
      throw refusal(
          file,
          "found %s, expected a list of whole numbers from 0 up, at %s"
              .formatted(found, printed(name)));
    }
    return numbers;
  }

  /** The format allows no overlap, no gap and nothing behind the last array. */
  private static void requireGapless(
      Path file, SortedMap<String, Stored> arrays, long start, long length) {
    List<Map.Entry<String, Stored>> inOrder =
        arrays.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> entry.getValue().begin()))
            .toList();
    long end = start;
    for (Map.Entry<String, Stored> entry : inOrder) {
      if (entry.getValue().begin() != end) {
        throw refusal(
            file,
            "found its first number at byte %d, expected byte %d, right behind the array before it,"
                    .formatted(entry.getValue().begin(), end)
                + " at "
                + printed(entry.getKey()));
      }
      end += entry.getValue().bytes();
    }
    if (end != length) {
      throw refusal(file, "found %d bytes, expected %d".formatted(length, end));
    }
  }

  /**
   * Reads the numbers of an array, row by row.
   *
   * @throws InvalidInputException if one of them is not finite
   */
  public float[] floats(String name) {
    Stored stored = arrays.get(name);
    if (stored.bytes() > Integer.MAX_VALUE) {
      throw refusal(
          file,
          "found %d bytes, expected less than 2^31, at ".formatted(stored.bytes()) + printed(name));
    }
    float[] values = new float[(int) stored.shape().size()];
    try (FileChannel channel = FileChannel.open(RegularFile.of(file))) {
      ByteBuffer mapped =
          channel
              .map(MapMode.READ_ONLY, stored.begin(), stored.bytes())
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < values.length; i++) {
        values[i] = stored.precision().next(mapped);
        if (!Float.isFinite(values[i])) {
          throw refusal(
              file, "found %s, expected finite numbers, at %s".formatted(values[i], printed(name)));
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file, e);
    }
    return values;
  }

  private static String printed(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
  }

  private static InvalidInputException refusal(Path file, String message) {
    return new InvalidInputException(message + ", in " + file);
  }
}
