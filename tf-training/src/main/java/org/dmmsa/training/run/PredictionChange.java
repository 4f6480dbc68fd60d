package org.dmmsa.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;

/**
 * How far the scores of an export are from those that training wrote down for the same checkpoint.
 *
 * @param rows of the validation split
 * @param largest change of a score, in units of the label
 */
public record PredictionChange(int rows, float largest) {
  /**
   * Scores the validation split with an export of a seed's best checkpoint.
   *
   * @return empty if the data file is no longer where it was, or the seed is not done
   */
  public static Optional<PredictionChange> of(Path folder, long seed, Path export) {
    RunFolder run = RunFolder.existing(folder);
    Provenance from = JsonFile.read(run.provenance(), Provenance.class);
    Path written = run.seed(seed).predictions("valid");
    if (!Files.exists(from.data()) || !Files.exists(written)) {
      return Optional.empty();
    }
    float[] before = PredictionsCsv.read(written).predictions();
    try (ModelEvaluator evaluator =
        ModelEvaluator.open(export, from.data(), from.bert().filter(Files::exists))) {
      Predictions after = evaluator.predictions(evaluator.splits("valid"));
      float largest = 0;
      for (int i = 0; i < before.length; i++) {
        largest = Math.max(largest, Math.abs(before[i] - after.predictions()[i]));
      }
      return Optional.of(new PredictionChange(before.length, largest));
    }
  }
}
