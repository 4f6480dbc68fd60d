package org.dmmsa.lab.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.tools.shipped.SmallRun;

/** Whole files of all formats: those of a tiny run, and a few that no run writes. */
final class Samples {
  static final String RUN = "run";
  static final String SAFETENSORS = "weights.safetensors";
  static final String CHECKPOINT = "checkpoint";
  static final String TEXTS = "texts.csv";

  /** As numpy 2 writes them, so that all protocols with buffers in and out of band are there. */
  private static final List<String> PICKLES =
      List.of(
          "mmsa-protocol-2.pickle",
          "mmsa-protocol-3.pickle",
          "mmsa-protocol-4.pickle",
          "mmsa-protocol-5.pickle");

  private Samples() {}

  /** Makes all of them in an empty folder; takes some seconds, for the run. */
  static void make(Path folder) throws IOException {
    SmallRun.train(folder.resolve(RUN));
    for (String name : PICKLES) {
      try (InputStream in = Samples.class.getResourceAsStream(name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
    Files.write(folder.resolve(SAFETENSORS), safetensors());
    SmallCheckpoint.write(Files.createDirectory(folder.resolve(CHECKPOINT)));
    Files.writeString(
        folder.resolve(TEXTS), "id,text\n1,the film was great\n2,\"well, \"\"hardly\"\"\"\n");
  }

  static List<Path> pickles(Path folder) {
    List<Path> files = new ArrayList<>();
    PICKLES.forEach(name -> files.add(folder.resolve(name)));
    files.add(folder.resolve(RUN).resolve("synthetic.pkl"));
    return files;
  }

  /** Copies a folder with all that is in it. */
  static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A 64-bit length, a header in JSON, then the numbers of three arrays. */
  private static byte[] safetensors() {
    byte[] header =
        ("{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"single\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"half\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[24,32]},"
                + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[32,40]}}")
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + header.length + 40)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }
}
