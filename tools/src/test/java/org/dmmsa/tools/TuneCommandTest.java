package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
  private static final Path CONFIGS = Path.of("..", "configs");

  @TempDir Path folder;

  private CommandLineRun tune(String space, Object... more) {
    Object[] words = {
      "tune",
      "--space",
      CONFIGS.resolve(space),
      "--config",
      CONFIGS.resolve("quickstart.yaml"),
      "--run",
      folder.resolve("run"),
      "--plan"
    };
    return CommandLineRun.of(Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray());
  }

  @Test
  void thePlanSaysWhatIsToBeDoneAndWhatIsTried() {
    assertThat(tune("tune/quickstart.yaml").done().out())
        .containsPattern("round +epochs +trials +runs +done")
        .containsPattern("2 +3 +3 +3 +0")
        .contains("13 of 13 runs")
        .containsPattern("trial +rest.learning_rate +bert.learning_rate +dropout +weighting");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void mistakesAreOneLine() {
    tune("tune/mosi-features.yaml").refused("mosi-features.yaml, trial 1: ", "groups.all");
    tune("tune/none.yaml").refused("none.yaml: found no such file");
    tune("tune/quickstart.yaml", "--set", "a.b=1").refused("--set a.b");
  }

  @Test
  void whatIsToBeCopiedIsAWordOfTheShell() {
    assertThat(ShellWord.of("a.b=1.0E-4")).isEqualTo("a.b=1.0E-4");
    assertThat(ShellWord.of("a=[1, 'x']")).isEqualTo("'a=[1, '\\''x'\\'']'");
  }
}
