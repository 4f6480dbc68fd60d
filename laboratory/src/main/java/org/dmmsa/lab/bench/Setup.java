package org.dmmsa.lab.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Precision;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.tools.bench.RowLengths;
import org.dmmsa.training.data.Dataset;

/**
 * What all workloads are measured with.
 *
 * @param sessions threads and precision; every session of every workload is opened with it
 * @param quick whether sizes are tiny, so that figures mean nothing
 * @param full whether all batches of an epoch are measured, not a sample
 * @param bert the text encoder, if one was given
 * @param data a feature pickle whose lengths are taken, if one was given
 */
public record Setup(
    Sessions sessions,
    boolean quick,
    boolean full,
    Optional<BertSavedModel> bert,
    Optional<Path> data) {
  static final long SEED = 1;

  private static final Set<Input> TIMED = EnumSet.of(Input.AUDIO, Input.VISION);

  Sizes sizes() {
    return quick ? Sizes.QUICK : Sizes.FULL;
  }

  /** Whether matrix products are in single precision, as an export's always are. */
  boolean inSinglePrecision() {
    return !sessions.precision().equals(Optional.of(Precision.BFLOAT16));
  }

  /** The same for a network whose BERT is another one. */
  Setup withoutBert() {
    return new Setup(sessions, quick, full, Optional.empty(), data);
  }

  BertSizes bertSizes() {
    return bert.map(BertSavedModel::sizes).orElse(sizes().bert());
  }

  /** Inputs of a dataset, with the BERT at hand. */
  InputDims with(InputDims dims) {
    return new InputDims(Optional.of(bertSizes()), dims.frames());
  }

  /**
   * Lengths as CMU-MOSI's train split has them: drawn ({@link RowLengths#drawn}), or those of the
   * file that was given.
   *
   * @throws org.dmmsa.model.InvalidInputException if the file cannot be used or lacks an input
   */
  RowLengths lengths() {
    if (data.isEmpty()) {
      return RowLengths.drawn(sizes().rows(), sizes().mosi().frames(), new SplittableRandom(SEED));
    }
    Set<Input> wanted = EnumSet.copyOf(TIMED);
    wanted.addAll(Input.TOKENS);
    try (Dataset dataset = Dataset.open(data.get(), wanted)) {
      dataset.requireInputs(wanted);
      return RowLengths.of(dataset.train(), TIMED);
    }
  }
}
