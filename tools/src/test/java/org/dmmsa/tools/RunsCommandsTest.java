package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandsTest {
  @TempDir Path folder;

  @Test
  void listShowsEachRunInARow() throws IOException {
    Path runs = TinyRun.shared().getParent();
    assertThat(CommandLineRun.of("runs", "list", TinyRun.shared()).done().out())
        .containsPattern("run +method +state +seeds +epochs")
        .containsPattern("tiny-run +dmmsa +done +2/2 +4 ");
    JsonNode all =
        new ObjectMapper().readTree(CommandLineRun.of("runs", "list", runs, "--json").done().out());
    assertThat(all.findValuesAsText("run")).contains(TinyRun.shared().toString());
  }

  @Test
  void listOfNoRunsIsEmptyAndOfNoFolderIsRefused() {
    CommandLineRun none = CommandLineRun.of("runs", "list", folder).done();
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("no run in " + folder);
    assertThat(CommandLineRun.of("runs", "list", folder, "--json").done().out()).isEqualTo("[]\n");
    CommandLineRun.of("runs", "list", folder.resolve("x")).refused("expected a folder with runs");
  }

  @Test
  void compareNeedsTwoRuns() {
    CommandLineRun.of("runs", "compare").refused("found nothing, expected RUN...");
    CommandLineRun.of("runs", "compare", TinyRun.shared(), TinyRun.shared())
        .refused("found 1 runs", "expected at least 2");
  }

  @Test
  void compareShowsDifferencesAndMetrics() throws IOException {
    Path other = folder.resolve("other");
    TinyRun.copy(other);
    Path config = other.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("dropout: 0.1", "dropout: 0.2"));

    assertThat(CommandLineRun.of("runs", "compare", TinyRun.shared(), other).done().out())
        .containsPattern("model\\.dropout +0\\.1 +0\\.2")
        .containsPattern("test +mae +\\d\\.\\d{4} ± \\d\\.\\d{4} +\\d\\.\\d{4} ± ")
        .doesNotContain("model.width");
  }

  @Test
  void cleanDeletesOnlyWhenToldToAndTheRunStaysDone() throws IOException {
    Path run = folder.resolve("run");
    TinyRun.copy(run);
    Path last = run.resolve("seed-1").resolve("checkpoints").resolve("last");
    String epochs = Files.readString(run.resolve("seed-1").resolve("epochs.jsonl"));

    CommandLineRun plan = CommandLineRun.of("runs", "clean", folder).done();
    assertThat(plan.out()).contains(last.resolve("weights.index").toString());
    assertThat(plan.err()).contains("would delete", "--yes");
    assertThat(last.resolve("weights.index")).exists();

    CommandLineRun.of("runs", "clean", folder, "--yes", "--all-checkpoints").done();
    assertThat(last.resolve("weights.index")).doesNotExist();
    assertThat(CommandLineRun.of("inspect", run).done().out()).doesNotContain("initial best last");
    CommandLineRun.of("train", "--run", run, "--resume").done();
    assertThat(run.resolve("seed-1").resolve("epochs.jsonl")).hasContent(epochs);
    assertThat(last.resolve("weights.index")).as("nothing was trained again").doesNotExist();
    CommandLineRun.of("export", "--run", run, "--to", folder.resolve("e"))
        .refused("weights.index is missing");
  }
}
