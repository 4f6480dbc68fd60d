package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultedCommandTest {
  @TempDir Path run;

  @Test
  void namesPickInTheOrderOfTheCommands() {
    assertThat(FaultedCommand.named(List.of("predict", "train")))
        .containsExactly(FaultedCommand.TRAIN, FaultedCommand.PREDICT);
  }

  @Test
  void wordsAreOfTheRun() {
    List<String> training = List.of("train", "--resume");
    assertThat(FaultedCommand.RESUME.words(training, run)).isEqualTo(training);
    assertThat(FaultedCommand.EXPORT.words(training, run))
        .containsExactly("export", "--run", run.toString(), "--to", run + "/export/2");
    assertThat(FaultedCommand.PREDICT.words(training, run))
        .startsWith("predict", "--model", run + "/export/1")
        .contains("--force");
  }

  /** An export is not written over, so it is asked for once. */
  @Test
  void anExportThatIsThereIsDone() throws IOException {
    assertThat(FaultedCommand.EXPORT.isDone(run)).isFalse();
    Files.createDirectories(run.resolve("export/2"));
    assertThat(FaultedCommand.EXPORT.isDone(run)).isTrue();
    assertThat(FaultedCommand.TRAIN.isDone(run)).isFalse();
  }
}
