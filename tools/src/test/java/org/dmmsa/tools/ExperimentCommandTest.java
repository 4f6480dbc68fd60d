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

  /** Table 5 as a quick try, with a network and data that take no time. */
  private CommandLineRun table5(Object... more) {
    Object[] words = {
      "experiment",
      FILES.resolve("table5.yaml"),
      "--quick",
      "--run",
      folder.resolve("t5"),
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
  void aTableOfThePaperFromItsPlanToItsProtocol() throws IOException {
    assertThat(table5("--seeds", "1", "--plan").done().out())
        .contains("w/o MSC", "to do   4 of 4 runs, at most about");
    assertThat(folder.resolve("t5")).doesNotExist();

    CommandLineRun run = table5("--seeds", "1", "--jobs", "2", "--peers-protocol", "best-of-test");
    assertThat(run.done().out())
        .contains("w/o GDWG", "Protocol: of each run the epoch with the best mae")
        .contains("best test epochs", "difference from DMMSA");
    JsonNode rows =
        new ObjectMapper().readTree(Files.readString(folder.resolve("t5/results.json")));
    assertThat(rows).hasSize(4);
    assertThat(rows.path(1).path("row").asText()).isEqualTo("without_polarity");
    assertThat(rows.path(1).path("seeds").path("1").path("test").path("mae").isNumber()).isTrue();
    assertThat(table5("--seeds", "1", "--json").done().out().lines()).hasSize(1);
  }

  @Test
  void whatCannotBeIsRefusedInALine() {
    CommandLineRun.of("experiment", "tabel5", "--run", folder)
        .refused("found no experiment tabel5");
    CommandLineRun.of("experiment", FILES.resolve("table5.yaml"), "--run", folder)
        .refused("found no data for sims", "--data-root", "--quick");
    table5("--data", "sims").refused("--data sims", "NAME=FILE");
    table5("--peers-protocol", "best").refused("best-of-test");
    table5("--jobs", "0").refused("--jobs");
    List.of("a.yaml", "b/c.yaml")
        .forEach(name -> CommandLineRun.of("experiment", name, "--run", folder).refused(name));
  }
}
