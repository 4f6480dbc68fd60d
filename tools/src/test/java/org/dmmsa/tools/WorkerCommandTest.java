package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class WorkerCommandTest {
  private static final Object[] PARTS = {
    "--set", "recipe.stage.micro_batch=8", "--set", "recipe.stage.epochs=20"
  };

  @TempDir Path folder;

  private static String freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "localhost:" + socket.getLocalPort();
    }
  }

  private static String awaitLine(BufferedReader lines, String start) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(start)) {
      line = lines.readLine();
    }
    return line;
  }

  @Test
  void aTrainingThatLosesItsWorkerEndsInOneLineAndGoesOnWithoutIt() throws Exception {
    Path run = folder.resolve("run");
    String cluster = freeAddress() + "," + freeAddress();
    Process worker = CommandLineRun.start("worker", "--cluster", cluster, "--task", 1);
    Process train =
        CommandLineRun.start(
            TinyRun.train(run, PARTS[0], PARTS[1], PARTS[2], PARTS[3], "--cluster", cluster));
    try (BufferedReader err = train.errorReader()) {
      assertThat(awaitLine(err, "joint 2/20")).isNotNull();
      worker.destroyForcibly();
      assertThat(awaitLine(err, "dmmsa: "))
          .startsWith("dmmsa: lost the worker " + cluster.split(",")[1]);
      assertThat(err.readLine()).isNull();
    } finally {
      worker.destroyForcibly();
      train.destroyForcibly();
    }
    assertThat(train.waitFor()).isEqualTo(ExitCode.REFUSED);
    assertThat(epochs(run)).isBetween(2, 19);
    CommandLineRun.of("train", "--run", run, "--resume").done();
    assertThat(epochs(run)).isEqualTo(20);
  }

  private static int epochs(Path run) throws IOException {
    return Files.readAllLines(run.resolve("seed-1/epochs.jsonl")).size();
  }

  @Test
  void aTaskHasItsPlaceInTheClusterAndAPortOfItsOwn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String cluster = freeAddress() + ",localhost:" + taken.getLocalPort();
      CommandLineRun.of("worker", "--cluster", cluster, "--task", 2)
          .refused("--task: found 2, expected 1 to 1");
      CommandLineRun.of("worker", "--cluster", cluster, "--task", 1)
          .refused("cannot listen on the port of localhost:" + taken.getLocalPort());
      CommandLineRun.of("worker", "--task", 1).refused("found no --cluster");
      CommandLineRun.of("worker", "--cluster", "here,there", "--task", 1)
          .refused("found the server 'here'");
    }
  }

  @Test
  void aWorkerThatDoesNotComeIsNamedWithItsCommand() throws IOException {
    String nobody = freeAddress();
    Cluster cluster = new Cluster(List.of("localhost:1", nobody));
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
    assertThatThrownBy(() -> ClusterStart.awaitWorkers(cluster, silent, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found no worker at " + nobody + " within 0 s")
        .hasMessageContaining("./dmmsa worker --cluster localhost:1," + nobody + " --task 1");
  }

  @Test
  void aTrainingWhoseStepsHaveOnePartIsRefusedBeforeItBegins() throws IOException {
    String cluster = freeAddress() + "," + freeAddress();
    CommandLineRun.of(TinyRun.train(folder.resolve("whole"), "--cluster", cluster))
        .refused("stage joint: found micro_batch 0 of batch_size 16, expected 1 to 8");
    CommandLineRun.of(TinyRun.train(folder.resolve("dry"), "--dry-run", "--cluster", cluster))
        .refused("found --dry-run with --cluster");
  }
}
