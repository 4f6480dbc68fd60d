package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir Path folder;

  @Test
  void aRunThatWasTrainedIsReportedWithTextsAndLikenessOfFeatures() throws IOException {
    Path to = folder.resolve("report");
    CommandLineRun run = CommandLineRun.of("report", TinyRun.shared(), "--to", to).done();

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("wrote " + to.resolve("report.html"));
    assertThat(Files.readString(to.resolve("report.html")))
        .contains("Run tiny-run", "a synthetic dataset", "2 seeds (1, 2)", "by length of the text")
        .contains("always the train mean", "likeness of features");
    assertThat(to.resolve("figures").resolve("tiny-run-error-by-length.png")).exists();
    assertThat(to.resolve("tables").resolve("tiny-run-worst.md")).content().contains("| text |");
  }

  @Test
  void noRunIsRefused() {
    CommandLineRun.of("report", TinyRun.shared()).refused("found no --to");
    CommandLineRun.of("report", folder, "--to", folder.resolve("r")).refused("found no run in");
    CommandLineRun.of("report", folder.resolve("x"), "--to", folder.resolve("r"))
        .refused("found nothing, expected a folder with runs");
    assertThat(folder.resolve("r")).doesNotExist();
  }
}
