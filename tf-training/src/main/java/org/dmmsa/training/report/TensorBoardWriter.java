package org.dmmsa.training.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.TfRecord;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Scalars over time in a file that TensorBoard shows.
 *
 * <p>Every writer starts a file of its own; TensorBoard joins the files of a folder, so a resumed
 * run simply opens another writer. Each call is one record, flushed at once, so that an interrupted
 * run keeps all but the call it was in.
 *
 * <p>A file is of {@link TfRecord}s, each the bytes of an {@code Event}. It uses TensorFlow's
 * message classes only, no native code.
 */
public final class TensorBoardWriter implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..*");

  private final Path file;
  private final OutputStream out;
  private final Clock clock;

  private TensorBoardWriter(Path file, OutputStream out, Clock clock) {
    this.file = file;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Starts a new file in a folder, which is made if it is not there.
   *
   * @throws InvalidInputException if it cannot be written
   */
  public static TensorBoardWriter open(Path folder) {
    return open(folder, Clock.systemUTC());
  }

  static TensorBoardWriter open(Path folder, Clock clock) {
    try {
      Files.createDirectories(folder);
      Path file = create(folder, Math.max(clock.instant().getEpochSecond(), newest(folder)));
      TensorBoardWriter writer =
          new TensorBoardWriter(file, Files.newOutputStream(file, StandardOpenOption.WRITE), clock);
      writer.write(writer.event(0).setFileVersion("brain.Event:2").build());
      return writer;
    } catch (IOException e) {
      throw AtomicFile.refusal(folder, e);
    }
  }

  /** The second of the last file by name; a clock may have been set back since that was begun. */
  private static long newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max()
          .orElse(0);
    }
  }

  /** Ten digits of seconds make TensorBoard's order by name the order in which they were begun. */
  private static Path create(Path folder, long second) throws IOException {
    int number = 0;
    while (true) {
      try {
        return Files.createFile(
            folder.resolve(String.format("events.out.tfevents.%010d.dmmsa.%d", second, number)));
      } catch (FileAlreadyExistsException e) {
        number++; // another writer began within the same second
      }
    }
  }

  /** The file of this writer. */
  public Path file() {
    return file;
  }

  /**
   * Adds one point to each curve.
   *
   * @param step where on the x axis: an update or an epoch, the same unit for all points of a tag
   * @param values tag, such as {@code loss/unimodal}, to value; NaN shows as a gap
   * @throws InvalidInputException if it cannot be written, as on a full disk
   */
  public void scalars(long step, Map<String, Double> values) {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (tag, value) ->
            summary.addValue(
                Summary.Value.newBuilder().setTag(tag).setSimpleValue(value.floatValue())));
    try {
      write(event(step).setSummary(summary).build());
    } catch (IOException e) {
      throw AtomicFile.refusal(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw AtomicFile.refusal(file, e);
    }
  }

  private Event.Builder event(long step) {
    return Event.newBuilder().setWallTime(clock.millis() / 1000.0).setStep(step);
  }

  private void write(Event event) throws IOException {
    TfRecord.write(out, event.toByteArray()); // unbuffered: one call is one write to the file
  }
}
