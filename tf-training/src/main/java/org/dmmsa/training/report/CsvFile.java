package org.dmmsa.training.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.dataformat.csv.CsvSchema.ColumnType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.RegularFile;

/** Tables as CSV (RFC 4180, UTF-8, lines that end with a line feed). */
final class CsvFile {
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private static final CsvMapper READER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private static final int LARGEST = 1 << 30; // one Java text

  private CsvFile() {}

  /**
   * Reads the header and the rows. A byte order mark, either kind of line end and empty lines are
   * accepted.
   *
   * @param what the rows are, for messages
   * @throws InvalidInputException if the file cannot be read or is no CSV
   */
  static List<String[]> read(Path file, String what) {
    try {
      return rows(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(file + ": found no such file, expected " + what, e);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": found bytes that are not UTF-8, expected CSV", e);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file + JsonFile.line(e) + ": found " + problem(e) + ", expected CSV", e);
    } catch (IOException e) {
      String found =
          Files.isDirectory(file) ? "a folder" : "an unreadable file (" + e.getMessage() + ")";
      throw new InvalidInputException(file + ": found " + found + ", expected " + what, e);
    }
  }

  private static List<String[]> rows(Path file) throws IOException {
    String text = Files.readString(RegularFile.of(file, LARGEST), StandardCharsets.UTF_8);
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<String[]> rows = new ArrayList<>();
    try (MappingIterator<String[]> lines = READER.readerFor(String[].class).readValues(unmarked)) {
      while (lines.hasNextValue()) {
        rows.add(lines.nextValue());
      }
    }
    return rows;
  }

  private static String problem(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ");
  }

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
