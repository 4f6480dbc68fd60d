package org.dmmsa.tools;

import java.util.List;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.TextTable;

/** What a model says about a few texts, for a person: a row each, a column for each answer. */
final class PredictionsReport {
  private PredictionsReport() {}

  static String of(List<String> texts, Predictions predictions) {
    List<String> columns = predictions.present();
    TextTable table = new TextTable();
    for (int row = 0; row < texts.size(); row++) {
      table.row(texts.get(row).replaceAll("\\s+", " "));
      for (String column : columns) {
        float value = predictions.column(column).orElseThrow()[row];
        table.row("  " + column, TextTable.number((double) value));
      }
    }
    return table.toString();
  }
}
