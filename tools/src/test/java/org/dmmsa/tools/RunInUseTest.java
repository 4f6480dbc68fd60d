package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.savedmodel.file.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written by one process is refused to all others, in a line, and is as it was. */
@Tag("long")
class RunInUseTest {
  private static final Path CONFIGS = Path.of("..", "configs");

  @TempDir Path folder;

  /** Two processes, as a user has them; the first is killed. */
  @Test
  void aRunOfAnotherProcessIsRefusedUntilThatIsKilledAndThenGoesOn() throws Exception {
    Path run = folder.resolve("run");
    Process other = CommandLineRun.start(TinyRun.train(run, "--set", "recipe.stage.epochs=2000"));
    try (BufferedReader err = other.errorReader()) {
      String line = err.readLine();
      while (!line.startsWith("joint 2/2000")) {
        line = err.readLine();
      }
      CommandLineRun.of("train", "--run", run, "--resume")
          .refused(
              "found " + run + " in use by process " + other.pid() + " on host ",
              ", expected no other; wait for it or stop it");
      other.toHandle().destroyForcibly(); // Process.destroy would close its stderr too
      err.lines().forEach(rest -> {});
    }
    other.waitFor();
    assertThat(run.resolve(".lock")).exists();
    shorten(run);
    CommandLineRun.of("train", "--run", run, "--resume").done();
    assertThat(run.resolve(".lock")).doesNotExist();
    assertThat(run.resolve("export/1")).exists();
  }

  @Test
  void nothingOfARunInUseIsChanged() throws IOException {
    Path run = folder.resolve("run");
    TinyRun.copy(run);
    Map<Path, String> before = content(run);
    String inUse = "found " + run + " in use by process " + ProcessHandle.current().pid();
    FolderLock.runWhileHeld(
        run,
        () -> {
          CommandLineRun.of("train", "--run", run, "--resume").refused(inUse);
          CommandLineRun.of(TinyRun.train(run)).refused("found a run in " + run);
          CommandLineRun.of("export", "--run", run, "--to", run.resolve("export/2")).refused(inUse);
          CommandLineRun clean = CommandLineRun.of("runs", "clean", folder, "--yes").done();
          assertThat(clean.out()).isEmpty();
          assertThat(clean.err()).contains(run + ": kept: " + inUse, "deleted 0 files");
          CommandLineRun.of("export", "--run", run, "--to", folder.resolve("elsewhere")).done();
        });
    assertThat(content(run)).isEqualTo(before);
  }

  @Test
  void anEmptyFolderInUseIsRefusedAndStaysEmpty() throws IOException {
    Path run = folder.resolve("run");
    FolderLock.runWhileHeld(
        run, () -> CommandLineRun.of(TinyRun.train(run)).refused("found " + run + " in use by"));
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void theFilesOfAKilledProcessAreNotInTheWayOfANewRun() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve(".lock"), "process 1 on host gone since 2026-01-01T00:00:00Z");
    Path half = run.resolve(".config.yaml.ea8f0c4e-3c4b-4f0e-9a3d-1f2e3d4c5b6a.tmp");
    Files.writeString(half, "data:");
    CommandLineRun.of(TinyRun.train(run, "--resume", "--set", "recipe.stage.epochs=1")).done();
    assertThat(half).doesNotExist();
    assertThat(run.resolve("export/1")).exists();
    assertThat(run.resolve(".lock")).doesNotExist();
  }

  @Test
  void foldersOfManyRunsAreRefusedTheSameWay() {
    String inUse = "found " + folder + " in use by process";
    FolderLock.runWhileHeld(
        folder,
        () -> {
          CommandLineRun.of(
                  "experiment",
                  CONFIGS.resolve("experiments/figure4.yaml"),
                  "--quick",
                  "--run",
                  folder)
              .refused(inUse);
          CommandLineRun.of(
                  "tune",
                  "--space",
                  CONFIGS.resolve("tune/quickstart.yaml"),
                  "--config",
                  CommandLineRun.quickstart(),
                  "--run",
                  folder)
              .refused(inUse);
        });
    assertThat(folder).isEmptyDirectory();
  }

  /** So that what was to take for ever is done in an epoch. */
  private static void shorten(Path run) throws IOException {
    int epochs = Files.readAllLines(run.resolve("seed-1/epochs.jsonl")).size() + 1;
    Path config = run.resolve("config.yaml");
    Files.writeString(
        config, Files.readString(config).replace("epochs: 2000", "epochs: " + epochs));
  }

  private static Map<Path, String> content(Path run) throws IOException {
    Map<Path, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> content.put(run.relativize(file), Sha256.of(file)));
    }
    return content;
  }
}
