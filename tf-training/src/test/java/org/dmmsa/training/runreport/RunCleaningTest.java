package org.dmmsa.training.runreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting must never cost a result, and never leave the run. */
class RunCleaningTest {
  @TempDir Path folder;

  private MadeRun run;

  @BeforeEach
  void make() throws IOException {
    run = MadeRun.in(folder.resolve("run"), 1, 2);
  }

  @Test
  void aRunThatIsDoneLosesInitialAndLastButNotItsStates() throws IOException {
    RunCleaning plan = RunCleaning.plan(run.root(), false);

    assertThat(plan.files())
        .containsExactly(
            run.weights(1, "initial"),
            run.weights(1, "last"),
            run.weights(2, "initial"),
            run.weights(2, "last"));
    assertThat(plan.bytes()).isEqualTo(4 * MadeRun.WEIGHTS);
    assertThat(run.weights(1, "last")).as("a plan deletes nothing").exists();

    plan.delete();

    assertThat(plan.files()).allMatch(Files::notExists);
    assertThat(run.weights(1, "last").resolveSibling("state.json")).exists();
    assertThat(run.weights(1, "best")).exists();
    assertThat(RunCleaning.plan(run.root(), false).files()).isEmpty();
  }

  @Test
  void theBestGoesOnlyIfItIsAskedForAndTheRunIsExported() throws IOException {
    assertThat(RunCleaning.plan(run.root(), true).files()).doesNotContain(run.weights(1, "best"));
    assertThat(RunCleaning.plan(run.root(), true).kept())
        .hasValueSatisfying(why -> assertThat(why).contains("no export"));

    Files.createDirectories(run.root().resolve("export").resolve("1"));

    assertThat(RunCleaning.plan(run.root(), true).files()).contains(run.weights(1, "best"));
    assertThat(RunCleaning.plan(run.root(), false).files()).doesNotContain(run.weights(1, "best"));
  }

  @Test
  void aRunThatIsNotDoneIsLeftAlone() throws IOException {
    Files.delete(run.root().resolve("seed-2").resolve("metrics.json"));
    assertThat(RunCleaning.plan(run.root(), false).kept()).contains("it is not done");
    assertThat(RunCleaning.plan(run.root(), false).files()).isEmpty();

    run = MadeRun.in(folder.resolve("other"), 1);
    Files.delete(run.root().resolve("summary.json"));
    assertThat(RunCleaning.plan(run.root(), true).files()).isEmpty();
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path precious = Files.writeString(elsewhere.resolve("weights.index"), "precious");
    Path last = run.weights(1, "last").getParent();
    Files.delete(run.weights(1, "last"));
    Files.createSymbolicLink(run.weights(1, "last"), precious);
    Path initial = run.weights(2, "initial").getParent();
    Files.delete(run.weights(2, "initial"));
    Files.delete(initial.resolve("state.json"));
    Files.delete(initial);
    Files.createSymbolicLink(initial, elsewhere);

    RunCleaning plan = RunCleaning.plan(run.root(), true);
    assertThat(plan.files()).containsExactly(run.weights(1, "initial"), run.weights(2, "last"));
    plan.delete();

    assertThat(precious).exists();
    assertThat(last.resolve("weights.index")).isSymbolicLink();
  }

  @Test
  void whatAnotherNameHasTooDoesNotBecomeFree() throws IOException {
    Files.delete(run.weights(1, "last"));
    Files.createLink(run.weights(1, "last"), run.weights(1, "best"));

    assertThat(RunCleaning.plan(run.root(), false).bytes()).isEqualTo(3 * MadeRun.WEIGHTS);
    assertThat(DiskUse.freedBy(List.of(run.weights(1, "last"), run.weights(1, "best"))))
        .isEqualTo(MadeRun.WEIGHTS);
  }
}
