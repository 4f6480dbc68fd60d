package org.dmmsa.training.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;

/**
 * What stands for text features: a SHA-256 over all that they are computed from. It is the same
 * wherever the files lie, and whatever else is in the data; tokens are on the heap, so that it
 * takes no second look at a large file.
 */
final class FeatureKey {
  /** Changes with the files' layout and with what is computed. */
  static final String FORMAT = "dmmsa text features 1";

  private FeatureKey() {}

  /**
   * Of a dataset's features.
   *
   * @param length L, to which each text is padded or cut
   * @param bert the BERT's digest
   */
  static String of(Dataset data, int length, String bert) {
    return Sha256.ofContent(
        out -> {
          put("%s, %s, %d positions".formatted(FORMAT, bert, length), out);
          for (Split split : data.splits()) {
            put("%s of %d".formatted(split.name(), split.size()), out);
            putTokens(split, length, out);
          }
        });
  }

  private static void put(String line, OutputStream out) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void putTokens(Split split, int length, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(3 * length * Integer.BYTES);
    IntBuffer parts = bytes.asIntBuffer();
    IntBuffer ids = parts.slice(0, length);
    IntBuffer mask = parts.slice(length, length);
    IntBuffer segments = parts.slice(2 * length, length);
    for (int row = 0; row < split.size(); row++) {
      split.tokens().read(row, length, ids.clear(), mask.clear(), segments.clear());
      out.write(bytes.array());
    }
  }
}
