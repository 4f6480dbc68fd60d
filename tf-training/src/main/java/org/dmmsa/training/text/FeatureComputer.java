package org.dmmsa.training.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.batch.BatchSampler;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the states of every row of a dataset computed, and writes them. */
final class FeatureComputer {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureComputer.class);
  private static final int BATCH_SIZE = 32;
  private static final int WORTH_TELLING = 10; // seconds

  private final Function<InputTensors, float[]> states;
  private final InputBatcher batcher;
  private final FrameDims dims;
  private final Runnable beforeBatch;
  private final int rows;
  private final long start = System.nanoTime();
  private int done;
  private boolean told;

  /**
   * Makes ready.
   *
   * @param states of a batch of tokens, [B, any, D] in row-major order
   * @param batcher reads tokens
   * @param dims of what is written for each row
   * @param data what is computed in all
   */
  FeatureComputer(
      Function<InputTensors, float[]> states,
      InputBatcher batcher,
      FrameDims dims,
      Runnable beforeBatch,
      Dataset data) {
    this.states = states;
    this.batcher = batcher;
    this.dims = dims;
    this.beforeBatch = beforeBatch;
    rows = data.splits().stream().mapToInt(Split::size).sum();
  }

  /** Writes [N, L, D] of float32, little-endian, with the states of all positions. */
  void writePadded(Split split, Path file) throws IOException {
    write(split, file, batch -> batcher.paddedTokens(split, batch));
  }

  /** The same with zeros after the last token that is read. */
  void write(Split split, Path file) throws IOException {
    write(split, file, batch -> batcher.inputs(split, batch));
  }

  private void write(Split split, Path file, Function<List<Integer>, InputTensors> tokens)
      throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      extend(out, FileFrames.bytes(split.size(), dims));
      for (List<Integer> batch :
          BatchSampler.sorted(split.size(), batcher.cost(split), BATCH_SIZE).batches()) {
        ByteBuffer bytes = states(split, batch, tokens);
        int each = bytes.remaining() / batch.size();
        for (int i = 0; i < batch.size(); i++) {
          ByteBuffer row = bytes.slice(i * each, each);
          for (long at = FileFrames.bytes(batch.get(i), dims); row.hasRemaining(); ) {
            at += out.write(row, at);
          }
        }
        done += batch.size();
        tell();
      }
      out.force(true);
    }
  }

  /** To a length of zeros. */
  private static void extend(FileChannel out, long length) throws IOException {
    if (length > 0) {
      out.write(ByteBuffer.allocate(1), length - 1);
    }
  }

  private ByteBuffer states(
      Split split, List<Integer> batch, Function<List<Integer>, InputTensors> read) {
    beforeBatch.run();
    try (InputTensors tokens = read.apply(batch)) {
      float[] numbers = states.apply(tokens);
      ByteBuffer bytes =
          ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (float number : numbers) {
        if (!Float.isFinite(number)) {
          throw new InvalidInputException(
              "found the state %s in rows %s of split %s, expected finite ones of a BERT"
                  .formatted(number, batch, split.name()));
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
