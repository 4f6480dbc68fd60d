package org.dmmsa.training.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dmmsa.model.InvalidInputException;

/**
 * Texts to score, from a CSV file with columns named id and text; others are ignored.
 *
 * @param ids of the rows
 * @param texts as many
 */
public record TextsCsv(List<String> ids, List<String> texts) {
  public TextsCsv {
    ids = List.copyOf(ids);
    texts = List.copyOf(texts);
  }

  /**
   * Reads a file (RFC 4180, UTF-8). Messages count rows from 1, the header not among them.
   *
   * @throws InvalidInputException if it is none, lacks a column, or has no rows
   */
  public static TextsCsv read(Path file) {
    List<String[]> lines = CsvFile.read(file, "texts");
    if (lines.size() < 2) {
      throw new InvalidInputException(
          file + ": found no rows, expected a header with id and text, and a row for each text");
    }
    List<String> header = Arrays.asList(lines.get(0));
    int id = column(file, header, "id");
    int text = column(file, header, "text");
    List<String[]> rows = lines.subList(1, lines.size());
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length != header.size()) {
        throw new InvalidInputException(
            "%s: row %d: found %d values, expected %d (one a column)"
                .formatted(file, i + 1, rows.get(i).length, header.size()));
      }
    }
    return new TextsCsv(
        rows.stream().map(row -> row[id]).toList(), rows.stream().map(row -> row[text]).toList());
  }

  private static int column(Path file, List<String> header, String name) {
    int first = header.indexOf(name);
    if (first < 0 || first != header.lastIndexOf(name)) {
      throw new InvalidInputException(
          "%s: found the columns %s, expected %s once"
              .formatted(file, String.join(", ", header), name));
    }
    return first;
  }
}
