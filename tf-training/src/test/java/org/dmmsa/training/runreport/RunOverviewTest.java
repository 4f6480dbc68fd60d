package org.dmmsa.training.runreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOverviewTest {
  @TempDir Path folder;

  @Test
  void runsAreFoundAtAnyDepthAndNotThroughLinks() throws IOException {
    Path one = MadeRun.in(folder.resolve("b"), 1).root();
    Path two = MadeRun.in(folder.resolve("a").resolve("deep"), 1).root();
    Files.createDirectories(folder.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("link"), one);

    assertThat(FoundRuns.below(folder)).containsExactly(two, one);
    assertThat(FoundRuns.below(one)).containsExactly(one);
    assertThatThrownBy(() -> FoundRuns.below(folder.resolve("x")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found nothing, expected a folder with runs");
  }

  @Test
  void aFolderThatMayNotBeReadIsNamed() throws IOException {
    Path shut = Files.createDirectory(folder.resolve("shut"));
    Files.setPosixFilePermissions(shut, Set.of());
    assumeFalse(Files.isReadable(shut), "root reads everything");
    assertThat(FoundRuns.below(folder)).isEmpty();
    assertThatThrownBy(() -> FoundRuns.below(shut))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(shut + ": cannot be read: ");
  }

  @Test
  void aRunSaysHowFarItIsAndWhatItReached() throws IOException {
    MadeRun run = MadeRun.in(folder.resolve("run"), 1, 2);

    RunOverview done = RunOverview.of(run.root());
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.seedsDone()).isEqualTo(2);
    assertThat(done.epochs()).isEqualTo(4);
    assertThat(done.test().orElseThrow().get(Metric.MAE).mean()).isEqualTo(0.5);
    assertThat(done.bytes()).isBetween(6 * MadeRun.WEIGHTS, 6 * MadeRun.WEIGHTS + 20_000);

    Files.delete(run.root().resolve("seed-1").resolve("metrics.json"));
    RunOverview begun = RunOverview.of(run.root());
    assertThat(begun.state()).isEqualTo("begun");
    assertThat(begun.seedsDone()).isEqualTo(1);
  }

  @Test
  void aRunThatCannotBeReadIsListedAsSuch() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("config.yaml"), "services: []\n");

    RunOverview overview = RunOverview.of(run);
    assertThat(overview.state()).isEqualTo("unreadable");
    assertThat(overview.problem().orElseThrow()).contains("services");
    assertThat(RunCleaning.plan(run, true).files()).isEmpty();
  }

  @Test
  void bytesAreReadable() {
    assertThat(DiskUse.inWords(999)).isEqualTo("999 B");
    assertThat(DiskUse.inWords(1500)).isEqualTo("1.5 kB");
    assertThat(DiskUse.inWords(999_960)).isEqualTo("1.0 MB");
    assertThat(DiskUse.inWords(4_600_000_000L)).isEqualTo("4.6 GB");
  }

  @Test
  void comparedRunsShowOnlyWhatDiffers() throws IOException {
    Path one = MadeRun.in(folder.resolve("one"), 1).root();
    Path two = MadeRun.in(folder.resolve("two"), 1, 2).root();

    RunComparison comparison = RunComparison.of(List.of(one, two));
    assertThat(comparison.differences()).containsOnlyKeys("seeds");
    assertThat(comparison.differenceTable().rows())
        .containsExactly(List.of("seeds", "[1]", "[1,2]"));
    assertThat(comparison.metricTable().rows())
        .contains(List.of("test", "mae", "0.5000 ± 0.0000", "0.5000 ± 0.0000"));
    assertThat(RunComparison.of(List.of(one, one)).differenceTable().notes())
        .containsExactly("The configs are the same.");
  }
}
