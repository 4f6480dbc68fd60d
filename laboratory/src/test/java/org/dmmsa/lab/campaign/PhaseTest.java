package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.dmmsa.training.StateFile;
import org.dmmsa.training.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's folder as it grows. */
class PhaseTest {
  private static final long PID = 4711;

  @TempDir Path folder;

  private Phase phase() {
    return Phase.of(folder, PID, Instant.EPOCH);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void whatIsThereTellsWhatItWasAbout() throws IOException {
    assertThat(phase()).isEqualTo(Phase.STARTING);
    write(".lock", "process 47 on host h");
    assertThat(phase()).isEqualTo(Phase.STARTING);
    write(".lock", "process 4711 on host h");
    assertThat(phase()).isEqualTo(Phase.OPENING);
    write("seed-1/tensorboard/events", "");
    assertThat(phase()).isEqualTo(Phase.TRAINING);
    assertThat(Phase.of(folder, PID, Instant.now().plusSeconds(9))).isEqualTo(Phase.OPENING);
    Path half = write("seed-1/checkpoints/.last.new/weights.index", "");
    assertThat(phase()).isEqualTo(Phase.SAVING);
    Files.delete(half);
    TrainingState begun = TrainingState.start("joint", 1);
    write("seed-1/checkpoints/last/state.json", StateFile.write(begun));
    assertThat(phase()).isEqualTo(Phase.TRAINING);
    write("seed-1/checkpoints/last/state.json", StateFile.write(begun.completed()));
    assertThat(phase()).isEqualTo(Phase.SCORING);
    write("summary.json", "{}");
    assertThat(phase()).isEqualTo(Phase.EXPORTING);
    assertThat(Phase.of(folder, PID, Instant.now().plusSeconds(9))).isEqualTo(Phase.OPENING);
    write("export/1/saved_model.pb", "");
    assertThat(phase()).isEqualTo(Phase.ENDING);
  }

  @Test
  void anExperimentIsInOneOfItsRunsOrBetweenThem() throws IOException {
    write(".lock", "process 4711 on host h");
    write("runs/mosi-dmmsa-1/.lock", "process 12 on host h");
    assertThat(phase()).isEqualTo(Phase.BETWEEN_RUNS);
    write("runs/mosi-dmmsa-1/.lock", "process 4711 on host h");
    assertThat(phase()).isEqualTo(Phase.OPENING);
  }
}
