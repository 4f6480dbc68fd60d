package org.dmmsa.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.ListedFrames;
import org.dmmsa.training.data.TextTokens;
import org.dmmsa.training.data.Tokens;
import org.dmmsa.training.data.UnlabelledRows;
import org.dmmsa.training.evaluation.DatasetPredictor;
import org.dmmsa.training.report.Predictions;

/**
 * Rows of a partition with what the model says of each, or why it was not asked. Some hundreds of
 * rows are held at a time, and cut into batches of like length.
 */
final class ScoredRows implements Iterator<Row> {
  private static final int HELD = 1024;

  private final Iterator<Row> rows;
  private final RowReader reader;
  private final List<String> columns;
  private final Deque<Row> scored = new ArrayDeque<>();

  /**
   * Prepares.
   *
   * @param rows the id first, the file and the place in it last
   * @param columns of the answers
   */
  ScoredRows(Iterator<Row> rows, RowReader reader, List<String> columns) {
    this.rows = rows;
    this.reader = reader;
    this.columns = columns;
  }

  @Override
  public boolean hasNext() {
    while (scored.isEmpty() && rows.hasNext()) {
      scoreSome();
    }
    return !scored.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return scored.remove();
  }

  private void scoreSome() {
    List<InputRow> some = new ArrayList<>();
    for (int i = 0; i < HELD && rows.hasNext(); i++) {
      Row row = rows.next();
      try {
        some.add(reader.read(row));
      } catch (InvalidInputException e) {
        scored.add(result(row, e.getMessage(), new Object[columns.size()]));
      }
    }
    if (!some.isEmpty()) {
      Predictions predictions = predictions(reader.model().scoring(), some);
      List<float[]> numbers =
          columns.stream().map(column -> predictions.column(column).orElseThrow()).toList();
      for (int i = 0; i < some.size(); i++) {
        int row = i;
        Object[] answers = numbers.stream().map(column -> (Object) column[row]).toArray();
        scored.add(
            predictions
                .notFinite(row)
                .map(
                    column ->
                        result(
                            some.get(row).row(),
                            "found no finite " + column + ", expected one",
                            new Object[columns.size()]))
                .orElseGet(() -> result(some.get(row).row(), null, answers)));
      }
    }
  }

  /** What a model says of rows, in their order. */
  static Predictions predictions(ServingModel model, List<InputRow> rows) {
    Map<Input, Frames> frames = new EnumMap<>(Input.class);
    for (Input input : model.inputs()) {
      if (input.hasFeatures()) {
        frames.put(
            input,
            new ListedFrames(
                model.expects().frames().get(input.key()).features(),
                rows.stream().map(row -> row.frames(input)).toList()));
      }
    }
    Optional<Tokens> tokens =
        Input.hasTokens(model.inputs())
            ? Optional.of(TextTokens.of(rows.stream().map(InputRow::tokens).toList()))
            : Optional.empty();
    List<String> ids = rows.stream().map(row -> String.valueOf(row.row().get(0))).toList();
    List<String> texts = rows.stream().map(row -> "").toList();
    return DatasetPredictor.predictions(
        model, List.of(new UnlabelledRows("rows", ids, texts, tokens, frames)));
  }

  /** The row of {@link ResultColumns}. */
  private static Row result(Row row, String reason, Object[] answers) {
    Object[] values = new Object[ResultColumns.BEFORE_ANSWERS + answers.length];
    values[0] = row.get(0);
    values[1] = reason;
    values[2] = row.get(row.length() - 2);
    values[3] = row.get(row.length() - 1);
    System.arraycopy(answers, 0, values, ResultColumns.BEFORE_ANSWERS, answers.length);
    return RowFactory.create(values);
  }
}
