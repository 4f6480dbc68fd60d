package org.dmmsa.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.TextFile;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.report.JsonFile;

/** Writes {@code epochs.jsonl}: one object an epoch. */
final class EpochLog implements TrainingListener {
  private final Path file;

  /**
   * Opens a log.
   *
   * @param keep how many epochs of all stages are in the checkpoints; lines after them were written
   *     by a run that was stopped before its checkpoint was, and are dropped, as is half a line
   */
  EpochLog(Path file, int keep) {
    this.file = file;
    String text = Files.exists(file) ? TextFile.read(file, "a log of epochs") : "";
    String kept =
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .limit(keep)
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    if (!kept.equals(text)) {
      AtomicFile.write(file, kept);
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    try {
      Files.writeString(
          file, JsonFile.line(result) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFile.refusal(file, e);
    }
  }
}
