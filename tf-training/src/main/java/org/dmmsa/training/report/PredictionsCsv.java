package org.dmmsa.training.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

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
    try {
      return new PredictionsTable(file, rows(file)).predictions();
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(file + ": found no such file, expected predictions", e);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": found bytes that are not UTF-8, expected CSV", e);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file + ":" + e.getLocation().getLineNr() + ": found " + problem(e) + ", expected CSV", e);
    } catch (IOException e) {
      String found =
          Files.isDirectory(file) ? "a folder" : "an unreadable file (" + e.getMessage() + ")";
      throw new InvalidInputException(file + ": found " + found + ", expected predictions", e);
    }
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

  private static List<String[]> rows(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<String[]> rows = new ArrayList<>();
    try (MappingIterator<String[]> lines = MAPPER.readerFor(String[].class).readValues(unmarked)) {
      while (lines.hasNextValue()) {
        rows.add(lines.nextValue());
      }
    }
    return rows;
  }

  private static String problem(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ");
  }
}
