package org.dmmsa.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingDivergedException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.config.StrictYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs, made small: 80 samples, networks of 16 features. */
class ExperimentTest {
  private static final List<String> SMALL =
      List.of(
          "data.synthetic.samples=80",
          "data.synthetic.audio_frames=6",
          "data.synthetic.vision_frames=7",
          "bert.tiny.width=16",
          "bert.tiny.inner=16",
          "network.width=16",
          "network.inner=16",
          "network.feature=8",
          "joint.epochs=3",
          "joint.batch_size=16",
          "staged.text.epochs=2",
          "staged.audio.epochs=2",
          "staged.vision.epochs=2",
          "staged.fusion.epochs=3");

  @TempDir static Path shared;
  @TempDir Path folder;

  /** An uninterrupted run of a recipe, made once for all tests that only look at it. */
  private Path whole(String recipe) {
    Path run = shared.resolve(recipe);
    if (!Files.exists(run)) {
      run(experiment(run.toString(), "recipe=" + recipe, "seeds=[1, 12]"));
    }
    return run;
  }

  private Experiment experiment(String run, String... overrides) {
    List<String> sets = new ArrayList<>(SMALL);
    sets.addAll(List.of(overrides));
    Path file = EveryConfigTest.CONFIGS.resolve("quickstart.yaml");
    return Experiment.fresh(
        StrictYaml.read(file, sets, ExperimentConfig.class), folder.resolve(run));
  }

  private static void run(Experiment experiment) {
    run(experiment, () -> false);
  }

  private static void run(Experiment experiment, BooleanSupplier interrupted) {
    experiment.run((seed, seedFolder) -> List.of(), interrupted);
  }

  /** An interruption after so many steps. */
  private static BooleanSupplier after(int steps) {
    int[] done = {0};
    return () -> ++done[0] == steps;
  }

  private List<JsonNode> epochs(Object run) throws IOException {
    List<JsonNode> epochs = new ArrayList<>();
    for (String line :
        Files.readAllLines(folder.resolve(run.toString()).resolve("seed-1/epochs.jsonl"))) {
      ObjectNode epoch = (ObjectNode) new ObjectMapper().readTree(line);
      epoch.remove(List.of("seconds", "samples_per_second"));
      epochs.add(epoch);
    }
    return epochs;
  }

  private String predictions(Object run) throws IOException {
    return Files.readString(folder.resolve(run.toString()).resolve("seed-1/predictions-test.csv"));
  }

  @Test
  void leavesEverythingThatARunFolderHolds() throws IOException {
    Path run = whole("joint");
    for (String file :
        List.of(
            "config.yaml",
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

  @Test
  void theSameSeedGivesTheSameRun() throws IOException {
    run(experiment("again"));
    assertThat(epochs("again")).isEqualTo(epochs(whole("joint")));
    assertThat(predictions("again")).isEqualTo(predictions(whole("joint")));
  }

  @ParameterizedTest
  @CsvSource({"joint, 6", "staged, 17"})
  void goesOnAsIfItHadNeverBeenStopped(String recipe, int steps) throws IOException {
    Experiment stopped = experiment("stopped", "recipe=" + recipe);
    assertThatThrownBy(() -> run(stopped, after(steps)))
        .isInstanceOf(TrainingInterruptedException.class);
    run(Experiment.existing(folder.resolve("stopped")));
    assertThat(epochs("stopped")).isEqualTo(epochs(whole(recipe)));
    assertThat(predictions("stopped")).isEqualTo(predictions(whole(recipe)));
  }

  @Test
  void anEpochThatWasLoggedBeforeACrashIsNotLoggedTwice() throws IOException {
    Experiment stopped = experiment("stopped");
    assertThatThrownBy(() -> run(stopped, after(5)))
        .isInstanceOf(TrainingInterruptedException.class);
    Path log = folder.resolve("stopped/seed-1/epochs.jsonl");
    Files.writeString(log, Files.readString(log) + "{\"epoch\":2}\n");
    run(Experiment.existing(folder.resolve("stopped")));
    assertThat(epochs("stopped")).isEqualTo(epochs(whole("joint")));
  }

  @Test
  void aFinishedRunIsLeftAsItIs() throws IOException {
    Path run = whole("joint");
    String before = Files.readString(run.resolve("summary.json"));
    run(Experiment.existing(run));
    assertThat(Files.readString(run.resolve("summary.json"))).isEqualTo(before);
    assertThat(epochs(run)).hasSize(3);
  }

  @Test
  void aRunThatIsThereIsNotOverwritten() {
    String run = whole("joint").toString();
    assertThatThrownBy(() -> experiment(run))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--resume");
  }

  @Test
  void otherDataThanTheRunWasBegunWithIsRefused() throws IOException {
    Experiment stopped = experiment("a");
    assertThatThrownBy(() -> run(stopped, after(2)))
        .isInstanceOf(TrainingInterruptedException.class);
    Files.delete(folder.resolve("a/synthetic.pkl"));
    String config = Files.readString(folder.resolve("a/config.yaml"));
    Files.writeString(
        folder.resolve("a/config.yaml"), config.replace("samples: 80", "samples: 90"));
    assertThatThrownBy(() -> run(Experiment.existing(folder.resolve("a"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found other data");
  }

  @Test
  void aLossThatIsNotFiniteStopsTheRunByName() {
    assertThatThrownBy(
            () -> run(experiment("a", "joint.learning_rate=1.0e30", "joint.warmup_epochs=0.0")))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("joint stage, epoch 1, step")
        .hasMessageContaining("of term");
  }

  @Test
  void weightsStayEqualWhenWeightingIsFixedAndMoveUnderGdwg() throws IOException {
    Path gdwg = whole("joint");
    run(experiment("fixed", "weighting=fixed"));
    assertThat(epochs("fixed").get(2).get("loss_weights").get("unimodal").asDouble())
        .isEqualTo(0.5);
    assertThat(epochs(gdwg).get(1).get("loss_weights").get("unimodal").asDouble()).isEqualTo(0.5);
    assertThat(epochs(gdwg).get(2).get("loss_weights").get("unimodal").asDouble())
        .isNotEqualTo(0.5);
  }

  @Test
  void ablatedTermsAreNeitherTrainedNorLogged() throws IOException {
    run(experiment("a", "losses.polarity=false", "losses.contrastive=false"));
    JsonNode epoch = epochs("a").get(2);
    assertThat(epoch.get("losses").fieldNames())
        .toIterable()
        .containsExactly("sentiment", "unimodal");
    assertThat(epoch.get("loss_weights").get("unimodal").asDouble()).isEqualTo(1);
  }

  @Test
  void everySeedIsTrainedInTurnAndListenersAreTold() {
    List<String> told = new ArrayList<>();
    experiment("a", "seeds=[3, 1]", "joint.epochs=1")
        .run(
            (seed, seedFolder) -> {
              told.add("seed " + seed);
              return List.of(
                  new TrainingListener() {
                    @Override
                    public void stepDone(
                        String stage, int epoch, int step, Map<String, Double> losses) {
                      told.add(stage + " " + step);
                    }
                  });
            },
            () -> false);
    assertThat(told)
        .containsExactly(
            "seed 3", "joint 1", "joint 2", "joint 3", "joint 4", "seed 1", "joint 1", "joint 2",
            "joint 3", "joint 4");
  }
}
