package org.dmmsa.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code configs/experiments/} can be laid out, on data and as a quick try. */
class EveryExperimentTest {
  private static final Path FOLDER = Path.of("..", "configs", "experiments");

  @TempDir Path folder;

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  private Experiment experiment(Path file, boolean quick) {
    return Experiment.of(
        file,
        new Experiment.Surroundings(
            folder.resolve("run"),
            Optional.of(folder),
            Map.of(),
            Optional.of(folder.resolve("bert")),
            List.of(),
            List.of(),
            quick));
  }

  @ParameterizedTest
  @MethodSource("files")
  void itsRunsAreRowsTimesDatasetsTimesSeeds(Path file) throws IOException {
    Experiment quick = experiment(file, true);
    ExperimentConfig config = quick.config();
    for (Path data : all(config)) {
      Files.createDirectories(folder.resolve(data).getParent());
      Files.createFile(folder.resolve(data));
    }
    Experiment real = experiment(file, false);
    int cells = config.rows().size() * config.datasets().size();
    assertThat(real.runs()).hasSize(cells * config.seeds().size());
    assertThat(quick.runs()).hasSize(cells * config.quick().seeds().size());
    assertThat(real.runs().stream().map(PlannedRun::name).distinct()).hasSize(real.runs().size());
    assertThat(real.runs())
        .allSatisfy(run -> assertThat(run.config().seeds()).containsExactly(run.seed()))
        .allSatisfy(run -> assertThat(run.config().data().path()).isPresent());
    assertThat(quick.runs())
        .allSatisfy(run -> assertThat(run.config().data().synthetic()).isPresent())
        .allSatisfy(run -> assertThat(run.config().method()).isEqualTo(method(real, run)));
  }

  /** Of the same row's real run. */
  private static String method(Experiment real, PlannedRun quick) {
    return real.runs().stream()
        .filter(run -> run.row().equals(quick.row()))
        .findFirst()
        .orElseThrow()
        .config()
        .method();
  }

  private static List<Path> all(ExperimentConfig config) {
    return Stream.concat(
            config.datasets().values().stream(),
            config.rows().stream()
                .flatMap(row -> row.data().stream().flatMap(own -> own.values().stream())))
        .distinct()
        .toList();
  }
}
