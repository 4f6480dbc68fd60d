package org.dmmsa.savedmodel.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.ndarray.Shape;

/** Writes safetensors files for tests. */
public final class TensorFile {
  private final ObjectNode header = new ObjectMapper().createObjectNode();
  private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();

  /** Adds an array of float32. */
  public TensorFile add(String name, Shape shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return add(name, "F32", shape, bytes.array());
  }

  TensorFile add(String name, String type, Shape shape, byte... bytes) {
    ObjectNode entry = header.putObject(name).put("dtype", type);
    for (long size : shape.asArray()) {
      entry.withArray("shape").add(size);
    }
    if (shape.numDimensions() == 0) {
      entry.putArray("shape");
    }
    entry.putArray("data_offsets").add(numbers.size()).add(numbers.size() + bytes.length);
    numbers.writeBytes(bytes);
    return this;
  }

  public Path write(Path file) throws IOException {
    return write(file, header.toString(), numbers.toByteArray());
  }

  static Path write(Path file, String header, byte... numbers) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + text.length + numbers.length);
    all.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(numbers);
    return Files.write(file, all.array());
  }
}
