package org.dmmsa.training.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dmmsa.training.TrainingInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that goes on ends with the numbers of one that was never stopped, whatever it remembers,
 * and whatever the clock has become meanwhile.
 */
@Execution(ExecutionMode.CONCURRENT)
class RunResumeTest {
  @TempDir Path folder;

  /** Another method's config for synthetic data, made small. */
  private Run other(String method, String name, String... overrides) {
    List<String> sets = new ArrayList<>(SmallRun.INPUTS);
    sets.addAll(SmallRun.JOINT);
    sets.add("recipe.stage.micro_batch=8");
    sets.addAll(List.of(overrides));
    Path file = EveryConfigTest.CONFIGS.resolve("synthetic").resolve(method + ".yaml");
    return Run.fresh(RunConfig.YAML.read(file, sets, RunConfig.class), folder.resolve(name));
  }

  private static void train(Run run, BooleanSupplier interrupted) {
    run.train((seed, seedFolder) -> List.of(), note -> {}, interrupted);
  }

  /** Of a run that is done. */
  private void export(String run) {
    Run.existing(folder.resolve(run)).run((seed, seedFolder) -> List.of(), () -> false);
  }

  private List<JsonNode> epochs(String run) throws IOException {
    return SmallRun.epochs(folder.resolve(run));
  }

  /**
   * In the third epoch: Self-MM's labels move from the second on, and TFN has batch norms. What has
   * weights alone to remember, as MISA, is kept as DMMSA's joint recipe is, which is tried in
   * {@link RunTest}.
   */
  @ParameterizedTest
  @CsvSource({"self_mm, 10", "tfn, 10"})
  void whatAMethodRemembersIsSavedToo(String method, int steps) throws IOException {
    assertGoesOnExactly(name -> other(method, name), steps, 3);
  }

  /** Stops a run after so many steps, and compares what it comes to with one that goes through. */
  private void assertGoesOnExactly(Function<String, Run> fresh, int steps, int epochs)
      throws IOException {
    train(fresh.apply("whole"), () -> false);
    Run stopped = fresh.apply("stopped");
    assertThatThrownBy(() -> train(stopped, SmallRun.after(steps)))
        .isInstanceOf(TrainingInterruptedException.class);
    jumpInTime(folder.resolve("stopped"));
    train(Run.existing(folder.resolve("stopped")), () -> false);
    assertThat(epochs("stopped")).hasSize(epochs).isEqualTo(epochs("whole"));
    assertThat(SmallRun.predictions(folder.resolve("stopped")))
        .isEqualTo(SmallRun.predictions(folder.resolve("whole")));
  }

  /** Half of the files are of 1971 then, the others of 2100, and the run was begun tomorrow. */
  private static void jumpInTime(Path run) throws IOException {
    try (Stream<Path> all = Files.walk(run)) {
      for (Path path : all.sorted().toList()) {
        boolean past = path.getFileName().toString().hashCode() % 2 == 0;
        Files.setLastModifiedTime(
            path, FileTime.from(Instant.parse((past ? "1971" : "2100") + "-01-01T00:00:00Z")));
      }
    }
    Path provenance = run.resolve("provenance.json");
    ObjectNode begun = (ObjectNode) new ObjectMapper().readTree(Files.readString(provenance));
    assertThat(begun.path("started").asText()).startsWith("20");
    begun.put("started", Instant.now().plus(Duration.ofDays(1)).toString());
    Files.writeString(provenance, begun.toString());
  }

  /**
   * In the second epoch; what is remembered, and the mean of the weights, is of more than a step.
   */
  @ParameterizedTest
  @CsvSource({"'ol_aux, every: 3, rate: 50.0', 8", "'gradnorm, alpha: 0.5, rate: 0.025', 0"})
  void whatAWeightingRemembersIsSavedTooAndNotExported(String weighting, int microBatch)
      throws IOException {
    String[] sets = {
      "weighting={name: %s}".formatted(weighting),
      "recipe.stage.micro_batch=" + microBatch,
      "model.head_layers=1" // a smaller graph for the gradients of each term
    };
    assertGoesOnExactly(name -> Run.fresh(SmallRun.config(sets), folder.resolve(name)), 6, 3);
    List<JsonNode> epochs = epochs("whole");
    assertThat(epochs.get(2).get("loss_weights")).isNotEqualTo(epochs.get(0).get("loss_weights"));
    export("whole");
    Path export = folder.resolve("whole/export/1");
    assertThat(Files.readString(export.resolve("variables/variables.index"), ISO_8859_1))
        .doesNotContain("weighting");
  }

  /** In the second epoch of fusion, whose neighbours were found in the first. */
  @Test
  void neighboursAreSavedToo() throws IOException {
    assertGoesOnExactly(this::confede, 3 * 2 + 3, 6);
  }

  private Run confede(String name) {
    List<String> sets = new ArrayList<>(SmallRun.INPUTS);
    for (String stage : List.of("text", "audio", "vision", "fusion")) {
      sets.add("recipe.%s.batch_size=32".formatted(stage));
      sets.add("recipe.%s.epochs=%d".formatted(stage, stage.equals("fusion") ? 3 : 1));
    }
    sets.add("recipe.fusion.micro_batch=8");
    Path file = EveryConfigTest.CONFIGS.resolve("synthetic/confede.yaml");
    return Run.fresh(RunConfig.YAML.read(file, sets, RunConfig.class), folder.resolve(name));
  }

  /** Averages change what is measured, and not how the weights under them train. */
  @Test
  void averagesOfTheWeightsGoOnExactlyAndAreWhatIsMeasuredAndExported() throws IOException {
    String averaged = "recipe.stage.average_decay=0.5";
    assertGoesOnExactly(name -> other("text", name, averaged), 10, 3);
    export("whole");
    JsonNode measured =
        new ObjectMapper().readTree(folder.resolve("whole/seed-1/metrics.json").toFile());
    assertThat(SmallRun.exportedMae(folder.resolve("whole")))
        .isCloseTo(measured.get("test").get("mae").asDouble(), within(1e-6));
    train(other("text", "plain"), () -> false);
    assertThat(epochs("plain").get(0).get("losses"))
        .isEqualTo(epochs("whole").get(0).get("losses"));
    assertThat(epochs("plain").get(0).get("valid"))
        .isNotEqualTo(epochs("whole").get(0).get("valid"));
  }
}
