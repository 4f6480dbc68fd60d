package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingDivergedException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs, made small: 80 samples, networks of 16 features. */
@Execution(ExecutionMode.CONCURRENT)
class RunTest {
  private static final String STAGED =
      "recipe={name: staged, text: %1$s, audio: %1$s, vision: %1$s, fusion: %2$s}"
          .formatted(stage(2), stage(3));

  private static String stage(int epochs) {
    String group = "learning_rate: 0.001, weight_decay: 0.001}";
    return "{epochs: %d, batch_size: 32, micro_batch: 0,".formatted(epochs)
        + " schedule: {name: linear, warmup_epochs: 1.0},"
        + " select: {by: mae, min_delta: 0.0, after: 0, patience: 0},"
        + " groups: {bert: {under: text/bert/, "
        + group
        + ", rest: {under: \"\", "
        + group
        + "}}";
  }

  /** What the listeners of {@link #whole} were told. */
  private static final List<String> TOLD = new ArrayList<>();

  @TempDir static Path shared;
  @TempDir Path folder;

  /** An uninterrupted run of a recipe, made once for all tests that only look at it. */
  private Path whole(String recipe) {
    Path run = shared.resolve(recipe);
    synchronized (TOLD) {
      if (!Files.exists(run)) {
        String seeds = recipe.equals("joint") ? "seeds=[12, 1]" : "seeds=[1]";
        fresh(run.toString(), recipe(recipe, seeds)).run(RunTest::note, () -> false);
      }
    }
    return run;
  }

  private static List<TrainingListener> note(long seed, RunFolder.SeedFolder seedFolder) {
    TOLD.add("seed " + seed);
    return List.of(
        new TrainingListener() {
          @Override
          public void stepDone(String stage, int epoch, int step, Map<String, Double> losses) {
            TOLD.add(stage + " " + epoch + " " + step);
          }
        });
  }

  private static String[] recipe(String name, String... more) {
    List<String> sets = new ArrayList<>(List.of(more));
    if (name.equals("staged")) {
      sets.add(STAGED);
    }
    return sets.toArray(new String[0]);
  }

  private Run fresh(String name, String... overrides) {
    return Run.fresh(SmallRun.config(overrides), folder.resolve(name));
  }

  private static void run(Run run) {
    run(run, () -> false);
  }

  private static void run(Run run, BooleanSupplier interrupted) {
    run.run((seed, seedFolder) -> List.of(), interrupted);
  }

  private List<JsonNode> epochs(Object run) throws IOException {
    return SmallRun.epochs(folder.resolve(run.toString()));
  }

  private String predictions(Object run) throws IOException {
    return SmallRun.predictions(folder.resolve(run.toString()));
  }

  @Test
  void leavesEverythingThatARunFolderHolds() throws IOException {
    Path run = whole("joint");
    for (String file :
        List.of(
            "config.yaml",
            "model.yaml",
            "vocab.txt",
            "provenance.json",
            "summary.json",
            "summary.csv",
            "seed-1/epochs.jsonl",
            "seed-1/metrics.json",
            "seed-1/predictions-valid.csv",
            "seed-12/predictions-test.csv",
            "seed-12/checkpoints/initial/weights.index",
            "seed-12/checkpoints/best/weights.index",
            "seed-12/checkpoints/last/state.json",
            "export/1/saved_model.pb",
            "export/1/assets/vocab.txt",
            "export/1/assets/model.yaml")) {
      assertThat(run.resolve(file)).exists();
    }
    JsonNode epoch = epochs(run).get(0);
    assertThat(epoch.get("epoch").asInt()).isEqualTo(1);
    assertThat(epoch.get("losses").size()).isEqualTo(4);
    assertThat(epoch.get("loss_weights").get("unimodal").asDouble()).isEqualTo(0.5);
  }

  /**
   * Also drops what a crash left: lines of epochs that no checkpoint has, and half a checkpoint.
   */
  @ParameterizedTest
  @CsvSource({"joint, 6", "staged, 5"})
  void goesOnAsIfItHadNeverBeenStopped(String recipe, int steps) throws IOException {
    Run stopped = fresh("stopped", recipe(recipe));
    assertThatThrownBy(() -> run(stopped, SmallRun.after(steps)))
        .isInstanceOf(TrainingInterruptedException.class);
    Path log = folder.resolve("stopped/seed-1/epochs.jsonl");
    Files.writeString(log, Files.readString(log) + "{\"epoch\":9}\n{\"half of a line");
    Path left = folder.resolve("stopped/seed-1/checkpoints/.initial.new");
    Files.createDirectory(left);
    run(Run.existing(folder.resolve("stopped")));
    assertThat(left).doesNotExist();
    assertThat(epochs("stopped")).isEqualTo(epochs(whole(recipe)));
    assertThat(predictions("stopped")).isEqualTo(predictions(whole(recipe)));
  }

  /** What {@code loss_weights} names, and a number that each weighs at most. */
  @ParameterizedTest
  @CsvSource({"random, 4, 1", "gradient_cosine, 2, 1", "mgda, 4, 1"})
  void aWeightingTrainsAndSaysWhatTheTermsCounted(String weighting, int terms, double most)
      throws IOException {
    fresh("a", "weighting={name: %s}".formatted(weighting), "recipe.stage.epochs=8")
        .train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
    assertThat(epochs("a")).hasSize(8);
    for (JsonNode epoch : epochs("a")) {
      assertThat(epoch.get("loss_weights")).hasSize(terms);
      epoch.get("loss_weights").forEach(w -> assertThat(w.asDouble()).isBetween(0.0, most));
    }
    double first = epochs("a").get(0).at("/losses/sentiment").asDouble();
    assertThat(epochs("a").get(7).at("/losses/sentiment").asDouble()).isLessThan(first);
  }

  @Test
  void aFinishedRunIsLeftAsItIs() throws IOException {
    Path run = whole("joint");
    String before = Files.readString(run.resolve("summary.json"));
    run(Run.existing(run));
    assertThat(Files.readString(run.resolve("summary.json"))).isEqualTo(before);
    assertThat(epochs(run)).hasSize(3);
  }

  @Test
  void aRunThatCannotGoOnLosesNothing() throws IOException {
    Path run = folder.resolve("a");
    RunConfig config = SmallRun.config("data.path=" + folder.resolve("gone.pkl"));
    Files.createDirectories(run.resolve("seed-1"));
    Files.writeString(run.resolve("config.yaml"), RunConfig.YAML.write(config));
    Files.writeString(run.resolve("seed-1").resolve("epochs.jsonl"), "{}");
    assertThatThrownBy(() -> run(Run.existing(run))).isInstanceOf(InvalidInputException.class);
    assertThat(run.resolve("seed-1/epochs.jsonl")).hasContent("{}");
    assertThatThrownBy(() -> run(Run.fresh(config, folder.resolve("b"))))
        .isInstanceOf(InvalidInputException.class);
    assertThat(folder.resolve("b")).isEmptyDirectory();
  }

  @Test
  void aRunThatIsThereIsNotOverwritten() {
    String run = whole("joint").toString();
    assertThatThrownBy(() -> fresh(run))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--resume");
  }

  @Test
  void otherDataThanTheRunWasBegunWithIsRefused() throws IOException {
    Run stopped = fresh("a");
    assertThatThrownBy(() -> run(stopped, SmallRun.after(2)))
        .isInstanceOf(TrainingInterruptedException.class);
    Files.delete(folder.resolve("a/synthetic.pkl"));
    String config = Files.readString(folder.resolve("a/config.yaml"));
    Files.writeString(
        folder.resolve("a/config.yaml"), config.replace("samples: 80", "samples: 90"));
    assertThatThrownBy(() -> run(Run.existing(folder.resolve("a"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found other data");
  }

  /** As a copy tool would leave it that keeps size and time. */
  private void changeDataUnseen(Path run) throws IOException {
    Path data = run.resolve("synthetic.pkl");
    FileTime time = Files.getLastModifiedTime(data);
    String text = Files.readString(data, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("s\0\0\0y\0\0\0n\0\0\0t"); // the first id
    String changed = text.substring(0, at) + "X" + text.substring(at + 1);
    Files.writeString(data, changed, StandardCharsets.ISO_8859_1);
    Files.setLastModifiedTime(data, time);
  }

  @Test
  void changedDataOfTheSameSizeAndTimeIsRefused() throws IOException {
    Run stopped = fresh("a");
    assertThatThrownBy(() -> run(stopped, SmallRun.after(2)))
        .isInstanceOf(TrainingInterruptedException.class);
    Path run = folder.resolve("a");
    changeDataUnseen(run);
    assertThatThrownBy(() -> run(Run.existing(run)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found other data");
    // A run from before blocks were noted, whose change is seen by whoever reads all of the file.
    Path provenance = run.resolve("provenance.json");
    String notes = Files.readString(provenance);
    Files.writeString(
        provenance, notes.replaceAll("\"data_sample_sha256\"\\s*:\\s*\"[0-9a-f]+\",", ""));
    assertThatThrownBy(() -> run(Run.existing(run).verifying()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found other data");
    run(Run.existing(run));
    assertThat(run.resolve("summary.json")).exists();
  }

  @Test
  void aLossThatIsNotFiniteStopsTheRunByName() {
    assertThatThrownBy(
            () ->
                run(
                    fresh(
                        "a",
                        "recipe.stage.groups.rest.learning_rate=1.0e30",
                        "recipe.stage.schedule={name: constant}")))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("joint stage, epoch 1, step")
        .hasMessageContaining("of term");
  }

  @Test
  void aRunGoesOnOnlyWithTheConfigItWasBegunWith() {
    Path run = whole("joint");
    RunConfig same = SmallRun.config("seeds=[12, 1]");
    assertThat(Run.existing(run, same).config()).isEqualTo(same);
    assertThatThrownBy(() -> Run.existing(run, SmallRun.config("seeds=[12, 1]", "model.heads=2")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "found another config than the run in "
                + run
                + " was begun with, at model.heads (2, there 4); expected the same");
    assertThatThrownBy(() -> Run.existing(run, SmallRun.config("seeds=[2]", "model.heads=2")))
        .hasMessageContaining("and 1 more");
  }

  @Test
  void aDryRunTriesEveryStage() {
    DryRun found = DryRun.of(SmallRun.config(recipe("staged")));
    assertThat(found.stages().stream().map(DryRun.StageTrial::name))
        .containsExactly("text", "audio", "vision", "fusion");
    assertThat(found.trainRows()).isEqualTo(56);
    DryRun.StageTrial fusion = found.stages().get(3);
    assertThat(fusion.stepsPerEpoch()).isEqualTo(2);
    assertThat(fusion.epochs()).isEqualTo(3);
    assertThat(fusion.secondsPerStep()).isPositive();
    assertThat(fusion.trained()).isEqualTo(fusion.parameters());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everySeedIsTrainedInTurnAndListenersAreTold() {
    Path run = whole("joint");
    assertThat(run).exists();
    List<String> joint = TOLD.stream().filter(told -> !told.matches("(?!joint|seed).*")).toList();
    assertThat(joint).contains("seed 12", "joint 1 1", "joint 3 4", "seed 1");
    assertThat(joint.indexOf("seed 12")).isLessThan(joint.indexOf("seed 1"));
  }

  /** Fixed weights, and terms that are off: neither trained nor logged. */
  @Test
  void weightsMoveUnderGdwgAndStayWhenTheyAreFixed() throws IOException {
    List<JsonNode> gdwg = epochs(whole("joint"));
    assertThat(gdwg.get(1).get("loss_weights").get("unimodal").asDouble()).isEqualTo(0.5);
    assertThat(gdwg.get(2).get("loss_weights").get("unimodal").asDouble()).isNotEqualTo(0.5);
    run(
        fresh(
            "fixed",
            "weighting={name: fixed, weights: {unimodal: 0.5, contrastive: 0.5}}",
            "model.losses.polarity=false",
            "model.losses.contrastive=false"));
    JsonNode fixed = epochs("fixed").get(2);
    assertThat(fixed.get("losses").fieldNames())
        .toIterable()
        .containsExactly("sentiment", "unimodal");
    assertThat(fixed.get("loss_weights").toString()).isEqualTo("{\"unimodal\":0.5}");
  }

  @Test
  void aMonitoredTestSplitIsLoggedAndTheBestEpochsFiguresAreThoseOfTheRun() throws IOException {
    Path run = folder.resolve("run");
    fresh(run.toString(), new String[] {"monitor.test=true"})
        .train((s, f) -> List.of(), note -> {}, () -> false);
    ObjectMapper json = new ObjectMapper();
    JsonNode best = null;
    for (String line : Files.readAllLines(run.resolve("seed-1/epochs.jsonl"))) {
      JsonNode epoch = json.readTree(line);
      best = epoch.path("best").asBoolean() ? epoch : best;
    }
    JsonNode metrics = json.readTree(Files.readString(run.resolve("seed-1/metrics.json")));
    assertThat(best).isNotNull();
    assertThat(best.path("test")).isEqualTo(metrics.path("test"));
    assertThat(best.path("valid")).isEqualTo(metrics.path("valid"));
    assertThat(run.resolve("export")).doesNotExist();
  }

  @Test
  void featuresOfTheBestWeightsAreComparedOnTheTestSplit() throws IOException {
    JsonNode cosines =
        new ObjectMapper()
            .readTree(Files.readString(whole("joint").resolve("seed-1/similarity.json")));
    assertThat(cosines).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(cosines.path(i).path(i).asDouble()).isCloseTo(1, within(1e-5));
      for (int j = 0; j < 6; j++) {
        assertThat(cosines.path(i).path(j).asDouble())
            .isBetween(-1.0, 1.0 + 1e-5)
            .isCloseTo(cosines.path(j).path(i).asDouble(), within(1e-6));
      }
    }
  }
}
