package org.dmmsa.training.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a BERT over every row of a dataset, and writes its states. */
final class FeatureComputer {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureComputer.class);
  private static final int BATCH_SIZE = 32;
  private static final int WORTH_TELLING = 10; // seconds

  private final BertStates states;
  private final InputBatcher batcher;
  private final Runnable beforeBatch;
  private final int rows;
  private final long start = System.nanoTime();
  private int done;
  private boolean told;

  /**
   * Makes ready.
   *
   * @param batcher pads every row to the same length
   * @param data what is computed in all
   */
  FeatureComputer(BertStates states, InputBatcher batcher, Runnable beforeBatch, Dataset data) {
    this.states = states;
    this.batcher = batcher;
    this.beforeBatch = beforeBatch;
    rows = data.splits().stream().mapToInt(Split::size).sum();
  }

  /** Writes [N, L, D] of float32, little-endian. */
  void write(Split split, Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int from = 0; from < split.size(); from += BATCH_SIZE) {
        int to = Math.min(from + BATCH_SIZE, split.size());
        ByteBuffer bytes = states(split, IntStream.range(from, to).boxed().toList());
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        done += to - from;
        tell();
      }
      out.force(true);
    }
  }

  private ByteBuffer states(Split split, List<Integer> batch) {
    beforeBatch.run();
    try (InputTensors tokens = batcher.paddedTokens(split, batch)) {
      float[] numbers = states.of(tokens);
      ByteBuffer bytes =
          ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (float number : numbers) {
        if (!Float.isFinite(number)) {
          throw new InvalidInputException(
              "found the state %s in rows %d to %d of split %s, expected finite ones of a BERT"
                  .formatted(number, batch.get(0), batch.get(batch.size() - 1), split.name()));
        }
        bytes.putFloat(number);
      }
      return bytes.flip();
    }
  }

  /** Says once how long it will take, when it takes long. */
  private void tell() {
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!told && seconds > WORTH_TELLING) {
      told = true;
      LOG.info(
          "text features of {} of {} rows in {} s, about {} min to go",
          done,
          rows,
          Math.round(seconds),
          Math.max(1, Math.round(seconds / done * (rows - done) / 60)));
    }
  }
}
