package org.dmmsa.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Answers;
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
        predictions = predictions.with(columns(output.getKey()), output.getValue());
      }
    }
    return predictions;
  }

  private static List<String> columns(String output) {
    return switch (output) {
      case Outputs.POLARITY -> Predictions.POLARITY;
      case Outputs.UNIMODAL -> Predictions.UNIMODAL;
      default -> List.of(output);
    };
  }

  /** How good predictions with labels are. */
  public static Metrics metrics(MetricFamily family, Predictions predictions) {
    return family.evaluate(
        predictions.column(Predictions.LABEL).orElseThrow(), predictions.predictions());
  }
}
