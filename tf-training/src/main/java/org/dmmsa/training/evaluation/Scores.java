package org.dmmsa.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Answers;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.Predictions;

/** A model's answers for a split, as predictions and as metrics. */
public final class Scores {
  private Scores() {}

  /** The predictions of a split, with its labels if it has any. */
  public static Predictions predictions(Split split, Answers answers) {
    List<String> ids = new ArrayList<>();
    for (int row = 0; row < split.size(); row++) {
      ids.add(split.id(row));
    }
    Predictions predictions = Predictions.of(ids, answers.sentiment());
    if (split.hasLabels()) {
      predictions = predictions.with(Predictions.LABEL, split.labels());
    }
    for (Map.Entry<String, float[][]> output : answers.byName().entrySet()) {
      if (!output.getKey().equals(Outputs.SENTIMENT)) {
        predictions =
            predictions.with(columns(output.getKey(), output.getValue()), output.getValue());
      }
    }
    return predictions;
  }

  /**
   * The columns of an output.
   *
   * @param rows at least one
   */
  private static List<String> columns(String output, float[][] rows) {
    List<String> columns =
        switch (output) {
          case Outputs.POLARITY -> Predictions.POLARITY;
          case Outputs.UNIMODAL -> Predictions.UNIMODAL;
          default -> List.of(output);
        };
    if (!Predictions.COLUMNS.containsAll(columns) || rows[0].length != columns.size()) {
      throw new InvalidInputException(
          "found the output %s of %d numbers, expected %s of %d, %s of %d or one of %s"
              .formatted(
                  output,
                  rows[0].length,
                  Outputs.POLARITY,
                  Predictions.POLARITY.size(),
                  Outputs.UNIMODAL,
                  Predictions.UNIMODAL.size(),
                  Predictions.BY_MODALITY));
    }
    return columns;
  }

  /** How good predictions with labels are. */
  public static Metrics metrics(MetricFamily family, Predictions predictions) {
    return family.evaluate(
        predictions.column(Predictions.LABEL).orElseThrow(), predictions.predictions());
  }
}
