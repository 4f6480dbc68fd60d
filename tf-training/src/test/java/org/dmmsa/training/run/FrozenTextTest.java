package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.text.CacheFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Layers of BERT that do not train read each text once, and a training comes to the same. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class FrozenTextTest {
  private static final double ROUNDING = 2e-4;

  /** Another one each time, as the cache outlives a test. */
  private final String bert = "bert.tiny.seed=" + System.nanoTime();

  @TempDir Path folder;

  private void train(String name, String... overrides) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "data.synthetic.samples=40",
                "bert.max_tokens=6", // some texts are cut
                "bert.tiny.layers=2",
                "model.bert.dropout=0.0",
                "model.bert.attention_dropout=0.0",
                "recipe.stage.groups.bert.freeze.train=none",
                "recipe.stage.groups.bert.freeze.epochs=0",
                "recipe.stage.epochs=1"));
    sets.addAll(List.of(overrides));
    Run.fresh(SmallRun.config(sets.toArray(String[]::new)), folder.resolve(name))
        .train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
  }

  /** The folders of states that a run computed. */
  private List<Path> computedBy(String run) throws IOException {
    Path cache = CacheFolder.standard().resolve("text-features");
    List<Path> computed = new ArrayList<>();
    if (Files.exists(cache)) {
      try (Stream<Path> kept = Files.list(cache)) {
        for (Path one : kept.filter(FrozenTextTest::isWhole).toList()) {
          if (Files.readString(one.resolve("features.json"))
              .contains(folder.resolve(run).resolve("synthetic.pkl").toString())) {
            computed.add(one);
          }
        }
      }
    }
    return computed;
  }

  /** Not one that a test beside this one is filling. */
  private static boolean isWhole(Path folder) {
    return Files.isDirectory(folder) && !folder.getFileName().toString().startsWith(".");
  }

  private List<Double> losses(String run) throws IOException {
    List<Double> losses = new ArrayList<>();
    for (JsonNode epoch : SmallRun.epochs(folder.resolve(run))) {
      epoch.get("losses").forEach(loss -> losses.add(loss.asDouble()));
      losses.add(epoch.at("/valid/mae").asDouble());
    }
    return losses;
  }

  private void assertAlike(String run, String other) throws IOException {
    List<Double> expected = losses(other);
    assertThat(losses(run)).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(losses(run).get(i)).isCloseTo(expected.get(i), within(ROUNDING));
    }
  }

  @Test
  void aTrainingComesToTheSameByTheKeptStates() throws IOException {
    String[] sets = {
      "recipe.stage.groups.bert.freeze.train=last-1",
      "recipe.stage.epochs=2",
      bert,
      "bert.cache_frozen=false"
    };
    train("plain", sets);
    assertThat(computedBy("plain")).isEmpty();
    train("once", sets[0], sets[1], sets[2]);
    assertThat(computedBy("once")).hasSize(1);
    assertAlike("once", "plain");
    Path states = computedBy("once").get(0).resolve("train.f32");
    Path note = states.resolveSibling("features.json");
    String before = Sha256.ofSample(states);
    Files.write(states, new byte[(int) Files.size(states)]);
    Files.writeString(note, Files.readString(note).replace(before, Sha256.ofSample(states)));
    train("blank", sets[0], sets[1], sets[2]);
    assertThat(computedBy("blank")).isEmpty();
    assertThat(losses("blank").get(0)).isNotCloseTo(losses("plain").get(0), within(ROUNDING));
  }

  /** All texts begin with the same token, and there are as many of them. */
  @Test
  void otherTextsHaveStatesOfTheirOwn() throws IOException {
    train("one", bert);
    assertThat(computedBy("one")).hasSize(1);
    train("same", bert);
    assertThat(computedBy("same")).isEmpty();
    train("other", bert, "data.synthetic.seed=77");
    assertThat(computedBy("other")).hasSize(1);
  }

  /** A network that takes [CLS] of the last layer, and remembers features of each row. */
  @Test
  void selfMmComesToTheSame() throws IOException {
    for (String cache : List.of("true", "false")) {
      List<String> sets = new ArrayList<>(SmallRun.INPUTS);
      sets.addAll(
          List.of(
              bert,
              "model.bert.dropout=0.0",
              "model.bert.attention_dropout=0.0",
              "recipe.stage.epochs=2",
              "recipe.stage.groups.bert.freeze={train: none, epochs: 0}",
              "bert.cache_frozen=" + cache));
      Path file = EveryConfigTest.CONFIGS.resolve("synthetic/self_mm.yaml");
      Run.fresh(RunConfig.YAML.read(file, sets, RunConfig.class), folder.resolve(cache))
          .train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
    }
    assertThat(computedBy("true")).hasSize(1);
    assertThat(computedBy("false")).isEmpty();
    assertThat(losses("true")).isNotEmpty();
    assertAlike("true", "false");
  }

  /** Dropout in frozen layers is the method's: it is only left out when that is asked for. */
  @Test
  void dropoutInFrozenLayersStaysUnlessAskedFor() throws IOException {
    String[] sets = {
      bert, "model.dropout=0.0", "model.feature_dropout=0.0", "model.bert.dropout=0.1"
    };
    train("dropped", sets);
    assertThat(computedBy("dropped")).isEmpty();
    train("asked", sets[0], sets[1], sets[2], sets[3], "bert.cache_frozen=true");
    assertThat(computedBy("asked")).hasSize(1);
    assertThat(losses("asked")).isNotEqualTo(losses("dropped"));
  }

  /** The weights of a stage before this one are in the key, and an interrupted run goes on. */
  @Test
  void aRunThatGoesOnReadsThemAgain() throws IOException {
    String[] sets = {
      "bert.tiny.layers=2",
      bert,
      "model.bert.dropout=0.0",
      "model.bert.attention_dropout=0.0",
      "recipe.stage.groups.bert.freeze.train=all",
      "recipe.stage.groups.bert.freeze.epochs=2"
    };
    Run whole = Run.fresh(SmallRun.config(sets), folder.resolve("whole"));
    whole.train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
    Run stopped = Run.fresh(SmallRun.config(sets), folder.resolve("stopped"));
    assertThatThrownBy(
            () -> stopped.train((seed, seedFolder) -> List.of(), note -> {}, SmallRun.after(6)))
        .isInstanceOf(TrainingInterruptedException.class);
    Run.existing(folder.resolve("stopped"))
        .train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
    assertThat(SmallRun.epochs(folder.resolve("stopped")))
        .hasSize(3)
        .isEqualTo(SmallRun.epochs(folder.resolve("whole")));
    assertThat(computedBy("whole")).hasSize(1);
    assertThat(computedBy("stopped")).isEmpty();
  }
}
