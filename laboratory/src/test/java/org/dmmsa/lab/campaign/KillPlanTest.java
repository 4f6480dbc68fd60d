package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.training.experiment.Experiment;
import org.dmmsa.training.run.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillPlanTest {
  @TempDir Path folder;

  @Test
  void trainingsCanBeRead() {
    for (String name : List.of("joint", "staged", "self_mm")) {
      KilledCommand command = KillPlan.named(List.of(name)).get(0);
      command.prepare(folder);
      List<String> words = command.words(folder, folder.resolve("run"));
      assertThat(words).startsWith("train", "--config").endsWith("--resume");
      RunConfig config = RunConfig.YAML.read(Path.of(words.get(2)), List.of(), RunConfig.class);
      assertThat(config.method()).isEqualTo(name.equals("self_mm") ? "self_mm" : "dmmsa");
      assertThat(config.runtime().intraOpThreads()).isEqualTo(1);
    }
  }

  @Test
  void theExperimentCanBeLaidOut() {
    KilledExperiment command = (KilledExperiment) KillPlan.named(List.of("experiment")).get(0);
    command.prepare(folder);
    Path run = folder.resolve("run");
    List<String> words = command.words(folder, run);
    Experiment.Surroundings where =
        new Experiment.Surroundings(
            run, Optional.empty(), Map.of(), Optional.empty(), List.of(1L), command.sets(), true);
    assertThat(Experiment.of(Path.of(words.get(1)), where).runs()).hasSize(2);
    assertThat(words).startsWith("experiment").contains("--quick", "--set");
  }
}
