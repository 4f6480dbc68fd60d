package org.dmmsa.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Scores the rows of a partition on whatever machine it is.
 *
 * @param model the export's folder, which all machines see
 * @param columns where inputs are
 * @param answers the columns of numbers that the model gives
 */
record PartitionScorer(String model, InputColumns columns, List<String> answers)
    implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new ScoredRows(rows, new RowReader(columns, ExecutorModel.of(model)), answers);
  }
}
