package org.dmmsa.training.report;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.dataformat.csv.CsvSchema.ColumnType;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;

/** Writes tables as CSV (RFC 4180, UTF-8, lines that end with a line feed). */
final class CsvFile {
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private CsvFile() {}

  /**
   * Writes or replaces a file.
   *
   * @param header names of the columns
   * @param rows texts and numbers, one a column; null is an empty cell
   * @throws InvalidInputException if the file cannot be written
   */
  static void write(Path file, List<String> header, List<List<Object>> rows) {
    CsvSchema columns = CsvSchema.builder().addColumns(header, ColumnType.STRING).build();
    ObjectWriter plain = MAPPER.writer(columns.withHeader());
    ObjectWriter csv =
        rows.stream().flatMap(List::stream).anyMatch(CsvFile::padded)
            ? plain.with(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            : plain;
    AtomicFile.write(
        file,
        out -> {
          try (SequenceWriter lines = csv.writeValues(out)) {
            lines.writeAll(rows);
          }
        });
  }

  /**
   * Many readers, Jackson's own among them, strip a text of its outer blanks if it has no quotes.
   */
  private static boolean padded(Object cell) {
    return cell instanceof String text && !text.strip().equals(text);
  }
}
