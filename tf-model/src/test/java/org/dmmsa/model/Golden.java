package org.dmmsa.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.ndarray.Shape;

/**
 * Numbers that were computed elsewhere, in float64, by the code named in the file's {@code source}.
 * An array is {@code {"shape": [...], "data": [...]}}.
 *
 * <p>The system property {@code dmmsa.goldens} may name a folder with other files of the same
 * format, computed with other seeds, sizes and options; so a test takes its sizes from the file.
 */
public record Golden(JsonNode node) {

  public static Golden load(String name) {
    String folder = System.getProperty("dmmsa.goldens", "");
    try (InputStream in =
        folder.isBlank()
            ? Golden.class.getResourceAsStream("/goldens/" + name + ".json")
            : Files.newInputStream(Path.of(folder, name + ".json"))) {
      return new Golden(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes down by key or index. */
  public Golden at(Object... path) {
    JsonNode here = node;
    for (Object step : path) {
      here = step instanceof Integer i ? here.get(i) : here.get(step.toString());
      if (here == null) {
        throw new IllegalArgumentException("no " + step + " in golden");
      }
    }
    return new Golden(here);
  }

  public float number() {
    return (float) node.asDouble();
  }

  public int integer() {
    return node.asInt();
  }

  public Shape shape() {
    JsonNode dims = node.get("shape");
    long[] sizes = new long[dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dims.get(i).asLong();
    }
    return Shape.of(sizes);
  }

  public float[] floats() {
    JsonNode data = node.get("data");
    float[] values = new float[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) data.get(i).asDouble();
    }
    return values;
  }

  public int[] ints() {
    float[] values = floats();
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  /** Asserts max|actual - golden| / max|golden| below the tolerance. */
  public static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
    assertThat(actual.length).as(what).isEqualTo(expected.length);
    double largest = 0;
    double scale = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    assertThat(largest / Math.max(scale, 1e-30)).as(what).isLessThan(tolerance);
  }
}
