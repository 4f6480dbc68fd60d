package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Targets;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.LossSpike;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StateFile;
import org.dmmsa.training.StepHook;
import org.dmmsa.training.TrainGraph;
import org.dmmsa.training.Trainer;
import org.dmmsa.training.TrainingDivergedException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small run of four steps an epoch, some of which are given labels that spoil the loss. */
class DivergenceTest {
  private static final String REWIND = "recipe.stage.on_divergence={name: rewind, times: 2}";
  private static final int STEPS = 4;

  @TempDir Path folder;
  private final Told told = new Told();

  private static final class Told implements TrainingListener {
    final List<EpochResult> epochs = new ArrayList<>();
    final List<LossSpike> spikes = new ArrayList<>();
    final List<String> rewinds = new ArrayList<>();

    @Override
    public void epochDone(EpochResult result) {
      epochs.add(result);
    }

    @Override
    public void lossSpiked(LossSpike spike) {
      spikes.add(spike);
    }

    @Override
    public void rewound(TrainingDivergedException why, TrainingState back) {
      rewinds.add(why.getMessage());
    }
  }

  /** Gives every row of some steps the same label, whichever the data has. */
  private static final class BadLabels implements StepHook {
    private final Set<Integer> bad;
    private final float label;
    private int steps;

    BadLabels(Set<Integer> bad, float label) {
      this.bad = bad;
      this.label = label;
    }

    @Override
    public Map<String, float[]> targets(List<Integer> rows) {
      steps++;
      if (!bad.contains(steps)) {
        return Map.of();
      }
      float[] labels = new float[rows.size()];
      Arrays.fill(labels, label);
      return Map.of(Targets.SENTIMENT, labels);
    }
  }

  /** The regression alone, so that graphs are quickly made. */
  private static RunConfig config(String... more) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "model.losses.polarity=false",
                "model.losses.unimodal=false",
                "model.losses.contrastive=false",
                "model.head_layers=0"));
    sets.addAll(List.of(more));
    return SmallRun.config(sets.toArray(new String[0]));
  }

  private TrainingState train(
      String run, RunConfig config, StepHook hook, BooleanSupplier interrupted) {
    try (RunInputs inputs = RunInputs.open(config, new RunFolder(folder), () -> false)) {
      Stage planned = config.stages().get(0).stage();
      Stage stage =
          new Stage(
              planned.name(),
              planned.network(),
              planned.config(),
              planned.weighting(),
              planned.label(),
              (train, seed) -> hook);
      CheckpointFolder checkpoints = checkpoints(run);
      try (TrainGraph graph = inputs.graph(stage, 1)) {
        Trainer trainer =
            new Trainer(
                stage,
                graph,
                new Trainer.Surroundings(
                    inputs.data(),
                    false,
                    inputs.fitted().batcher(stage.network(), config.data()),
                    Optional.empty(),
                    config.data().metrics(),
                    checkpoints,
                    List.of(told),
                    interrupted));
        return StateFile.of(checkpoints, "last").map(trainer::resume).orElseGet(trainer::begin);
      }
    }
  }

  private CheckpointFolder checkpoints(String run) {
    return new CheckpointFolder(folder.resolve(run));
  }

  private TrainingState train(String run, RunConfig config, Integer... badSteps) {
    return train(run, config, new BadLabels(Set.of(badSteps), Float.NaN), () -> false);
  }

  @Test
  void stopsAndNamesTermPlaceAndRows() {
    assertThatThrownBy(() -> train("a", config(), STEPS + 2))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageMatching(
            "joint stage, epoch 2, step 2: found loss NaN of term sentiment, expected a finite"
                + " number; rows (synthetic\\S+, ){7}synthetic\\S+ and 6 more; a lower learning rate, clip or"
                + " on_divergence may help, the last checkpoint is kept");
    assertThat(StateFile.of(checkpoints("a"), "last").orElseThrow().epoch()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "6, 2"})
  void goesBackToTheEpochBeforeAndOnWithHalfTheRates(int badStep, int epoch) {
    TrainingState plain = train("plain", config());
    assertThat(told.spikes).isEmpty();
    List<EpochResult> expected = List.copyOf(told.epochs);
    told.epochs.clear();
    TrainingState end = train("a", config(REWIND), badStep);
    assertThat(told.rewinds).hasSize(1);
    assertThat(told.rewinds.get(0)).contains("epoch " + epoch + ", step");
    assertThat(end.epoch()).isEqualTo(plain.epoch());
    assertThat(end.totalSteps()).isEqualTo(plain.totalSteps());
    assertThat(end.rewinds()).isEqualTo(1);
    assertThat(told.epochs).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      boolean halved = i + 1 >= epoch;
      assertThat(told.epochs.get(i).rewinds()).isEqualTo(halved ? 1 : 0);
      double factor = halved ? 0.5 : 1;
      assertThat(told.epochs.get(i).learningRates().get("rest"))
          .isEqualTo(expected.get(i).learningRates().get("rest") * factor);
      if (!halved) {
        assertThat(told.epochs.get(i).losses()).isEqualTo(expected.get(i).losses());
      }
    }
  }

  @Test
  void aResumeAfterItEqualsATrainingThatWasNeverStopped() {
    RunConfig config = config(REWIND);
    train("whole", config, STEPS + 2);
    List<?> expected = told.epochs.stream().map(EpochResult::losses).toList();
    told.epochs.clear();
    int stop = STEPS + 2 + 2; // the good steps count: in the second epoch, after it began again
    assertThatThrownBy(
            () ->
                train(
                    "a", config, new BadLabels(Set.of(STEPS + 2), Float.NaN), SmallRun.after(stop)))
        .isInstanceOf(TrainingInterruptedException.class);
    TrainingState end = train("a", config);
    assertThat(end.rewinds()).isEqualTo(1);
    assertThat(told.epochs.stream().map(EpochResult::losses).toList()).isEqualTo(expected);
  }

  @Test
  void givesUpAfterSoManyTimes() {
    assertThatThrownBy(() -> train("a", config(REWIND), 1, 2, 3))
        .isInstanceOf(TrainingDivergedException.class);
    assertThat(told.rewinds).hasSize(2);
  }

  @Test
  void tellsOnceOfALossThatShootsUp() {
    StepHook far = new BadLabels(Set.of(STEPS + 2, STEPS + 3), 500);
    train("a", config("recipe.stage.epochs=2"), far, () -> false);
    assertThat(told.spikes).hasSize(1);
    LossSpike spike = told.spikes.get(0);
    assertThat(spike.term()).isEqualTo("sentiment");
    assertThat(spike.loss()).isGreaterThan(10 * spike.usual());
    assertThat(spike.place().rows()).hasSize(14).allMatch(id -> id.startsWith("synthetic"));
    assertThat(spike.line()).startsWith("joint stage, epoch 2, step 2: loss sentiment is 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: stop, times: 2} | times",
        "{name: rewind, times: 0} | times",
        "{name: again} | rewind"
      })
  void whatCannotBeMeantIsRefused(String given, String named) {
    assertThatThrownBy(() -> config("recipe.stage.on_divergence=" + given))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(named);
  }
}
