package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCommandTest {
  private static final Path FILES = Path.of("..", "configs", "experiments");

  @TempDir Path folder;

  /** Figure 4 as a quick try, with a network and data that take no time. */
  private CommandLineRun figure4(Object... more) {
    Object[] words = {
      "experiment",
      FILES.resolve("figure4.yaml"),
      "--quick",
      "--run",
      folder.resolve("f4"),
      "--set",
      "data.synthetic.samples=60",
      "--set",
      "data.synthetic.audio_frames=6",
      "--set",
      "data.synthetic.vision_frames=6",
      "--set",
      "recipe.stage.epochs=1",
      "--set",
      "bert.tiny.width=8",
      "--set",
      "bert.tiny.inner=8",
      "--set",
      "model.width=8",
      "--set",
      "model.inner=8",
      "--set",
      "model.heads=2",
      "--set",
      "model.feature=4"
    };
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void aFigureOfThePaperFromItsPlanToItsProtocol() throws IOException {
    assertThat(figure4("--seeds", "1", "--plan").done().out())
        .contains("No_Cross", "to do   2 of 2 runs, at most about");
    assertThat(folder.resolve("f4")).doesNotExist();

    CommandLineRun run = figure4("--seeds", "1", "--jobs", "2", "--peers-protocol", "best-of-test");
    assertThat(run.done().out())
        .contains("No_Cross", "Protocol: of each run the epoch with the best mae")
        .contains("best test epochs", "difference from Cross");
    JsonNode rows =
        new ObjectMapper().readTree(Files.readString(folder.resolve("f4/results.json")));
    assertThat(rows).hasSize(2);
    assertThat(rows.path(1).path("row").asText()).isEqualTo("without_polarity");
    assertThat(rows.path(1).path("seeds").path("1").path("test").path("mae").isNumber()).isTrue();
    assertThat(figure4("--seeds", "1", "--json").done().out().lines()).hasSize(1);
  }

  @Test
  void whatCannotBeIsRefusedInALine() {
    CommandLineRun.of("experiment", "tabel5", "--run", folder)
        .refused("found no experiment tabel5");
    CommandLineRun.of("experiment", FILES.resolve("figure4.yaml"), "--run", folder)
        .refused("found no data for mosi", "--data-root", "--quick");
    CommandLineRun noFolder =
        CommandLineRun.of(
            "experiment", FILES.resolve("figure4.yaml"), "--quick", "--run", TinyRun.data());
    assertThat(noFolder.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(noFolder.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("dmmsa: cannot make the folder " + TinyRun.data());
    CommandLineRun.of(
            "experiment", FILES.resolve("figure4.yaml"), "--run", folder, "--data", "sims")
        .refused("--data sims", "NAME=FILE");
    for (String source : List.of("--data", "--data-root", "--bert")) {
      figure4(source, "mosi=x").refused("found --quick and " + source + ", expected one of them");
    }
    figure4("--peers-protocol", "best").refused("best-of-test");
    figure4("--jobs", "0").refused("--jobs");
    List.of("a.yaml", "b/c.yaml")
        .forEach(name -> CommandLineRun.of("experiment", name, "--run", folder).refused(name));
  }
}
