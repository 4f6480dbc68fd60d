package org.dmmsa.savedmodel.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Damages the index of a checkpoint where TensorFlow's reader does not survive it. */
public final class DamagedIndex {
  private static final int FOOTER = 48;
  private static final int MAGIC = 8;

  private DamagedIndex() {}

  /** The end mark says that the table of blocks has 2^62 bytes. */
  public static void withImpossibleLength(Path index) throws IOException {
    byte[] bytes = Files.readAllBytes(index);
    ByteBuffer footer = ByteBuffer.wrap(bytes, bytes.length - FOOTER, FOOTER - MAGIC);
    footer.put((byte) 0).put((byte) 0).put((byte) 0);
    byte[] length = new byte[9]; // seven bits in each, the lowest first
    Arrays.fill(length, (byte) 0x80);
    length[8] = 0x40;
    footer.put(length);
    Files.write(index, bytes);
  }
}
