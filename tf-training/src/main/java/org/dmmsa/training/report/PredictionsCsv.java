package org.dmmsa.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;

/**
 * Predictions as a CSV file (RFC 4180, UTF-8): a header, then one row a sample.
 *
 * <p>Columns are {@code id} and those of {@link Predictions#COLUMNS}. Numbers are written with as
 * many digits as it takes to read the same float back.
 */
public final class PredictionsCsv {
  private PredictionsCsv() {}

  /**
   * Writes the columns that are there.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public static void write(Path file, Predictions predictions) {
    List<String> names = predictions.present();
    List<float[]> columns =
        names.stream().map(name -> predictions.column(name).orElseThrow()).toList();
    List<String> header = Stream.concat(Stream.of("id"), names.stream()).toList();
    List<List<Object>> rows =
        IntStream.range(0, predictions.size())
            .mapToObj(i -> row(predictions.ids().get(i), columns, i))
            .toList();
    CsvFile.write(file, header, rows);
  }

  private static List<Object> row(String id, List<float[]> columns, int index) {
    List<Object> row = new ArrayList<>(List.of(id));
    columns.forEach(column -> row.add(column[index]));
    return row;
  }

  /**
   * Reads predictions that may lack labels. Columns of other names are ignored.
   *
   * <p>A byte order mark, either kind of line end and empty lines are accepted. Every number must
   * be finite. Messages count rows from 1, the header not among them.
   *
   * @throws InvalidInputException if the file cannot be read, lacks {@code id} or {@code
   *     prediction}, names a column twice, or has a row that is too short, too long or no number
   */
  public static Predictions read(Path file) {
    return new PredictionsTable(file, CsvFile.read(file, "predictions")).predictions();
  }

  /**
   * Reads predictions that have labels, as {@link #read} does.
   *
   * @throws InvalidInputException also if there is no column {@code label}
   */
  public static Predictions readLabelled(Path file) {
    Predictions predictions = read(file);
    if (predictions.column(Predictions.LABEL).isEmpty()) {
      throw new InvalidInputException(
          file + ": found no column label, expected the columns id, label, prediction");
    }
    return predictions;
  }
}
