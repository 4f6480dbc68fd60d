package org.dmmsa.training.experiment;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.savedmodel.serving.Answers;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.Predictions;

/** A model's answers for a split, as predictions and as metrics. */
public final class Scores {
  private Scores() {}

  /** The predictions of a split, with its labels. */
  public static Predictions predictions(Split split, Answers answers) {
    List<String> ids = new ArrayList<>();
    float[] labels = new float[split.size()];
    for (int row = 0; row < labels.length; row++) {
      ids.add(split.id(row));
      labels[row] = split.label(row);
    }
    Predictions predictions =
        Predictions.of(ids, floats(answers.sentiment())).with(Predictions.LABEL, labels);
    if (answers.polarity().isPresent()) {
      predictions = predictions.with(Predictions.POLARITY, rows(answers.polarity().get()));
    }
    if (answers.unimodal().isPresent()) {
      predictions = predictions.with(Predictions.UNIMODAL, rows(answers.unimodal().get()));
    }
    return predictions;
  }

  /** How good predictions with labels are. */
  public static Metrics metrics(MetricFamily family, Predictions predictions) {
    return family.evaluate(
        predictions.column(Predictions.LABEL).orElseThrow(), predictions.predictions());
  }

  private static float[][] rows(List<List<Float>> rows) {
    return rows.stream().map(Scores::floats).toArray(float[][]::new);
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
