package org.dmmsa.lab.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmmsa.savedmodel.file.TextFile;

/**
 * What a process did with files, up to the fault.
 *
 * @param operations in their order; the last one went wrong if a fault came
 * @param came whether one did
 */
public record OperationNotes(List<Note> operations, boolean came) {
  /** The line that a fault adds. */
  static final String FAULT = "FAULT";

  public OperationNotes {
    operations = List.copyOf(operations);
  }

  /**
   * One operation.
   *
   * @param file relative to the folder that was looked at
   */
  public record Note(Operation operation, String file) {
    String line() {
      return operation + " " + file;
    }

    private static Note of(String line) {
      int space = line.indexOf(' ');
      return new Note(Operation.valueOf(line.substring(0, space)), line.substring(space + 1));
    }
  }

  /** Reads the file that {@link FaultyFileSystemProvider#options} named. */
  public static OperationNotes read(Path file) {
    List<String> lines = TextFile.read(file, "notes of operations").lines().toList();
    boolean came = !lines.isEmpty() && lines.get(lines.size() - 1).equals(FAULT);
    return new OperationNotes(
        lines.subList(0, lines.size() - (came ? 1 : 0)).stream().map(Note::of).toList(), came);
  }

  /** What went wrong. */
  public Optional<Note> hit() {
    return came ? Optional.of(operations.get(operations.size() - 1)) : Optional.empty();
  }
}
