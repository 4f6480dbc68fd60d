package org.dmmsa.training.batch;

import org.dmmsa.savedmodel.serving.InputTensors;

/**
 * One batch with its labels; closing it closes both.
 *
 * @param inputs what the network sees
 * @param targets what it should answer
 */
public record Batch(InputTensors inputs, TargetTensors targets) implements AutoCloseable {
  /** B. */
  public int size() {
    return inputs.batch();
  }

  @Override
  public void close() {
    inputs.close();
    targets.close();
  }
}
