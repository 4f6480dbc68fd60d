package org.dmmsa.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.Golden.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.dmmsa.model.Golden;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.baseline.GoldenSelfMm;
import org.dmmsa.model.baseline.SelfMm;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** {@code self_mm.json}: steps on given features to 1e-5, on those of a network to 1e-4. */
class SelfMmLabelsTest {
  private static final Golden GOLDEN = Golden.load("self_mm");
  private static final List<String> STREAMS = List.of("fusion", "text", "audio", "vision");
  private static final String FILE = "self_mm_labels.bin";
  private static final Supplier<float[][]> NO_EMBEDDINGS =
      () -> {
        throw new AssertionError("asked for embeddings");
      };

  @TempDir Path folder;

  @Test
  void aLabelMovesTowardsWhatIsMadeUp() {
    // shifts from distances 2 and 3, 1 and 2.5: made 2.9; (1.2 + 2 * 2.9) / 3
    assertThat(SelfMmLabels.moved(1.2f, 1.2f, 0.5, 1.5, 2, 3)).isCloseTo(2.333333f, within(1e-6f));
    // ... and is no larger than the range: (1.2 + 2 * 1) / 3
    assertThat(SelfMmLabels.moved(1.2f, 1.2f, 0.5, 1.5, 2, 1)).isCloseTo(1.066667f, within(1e-6f));
    assertThat(SelfMmLabels.moved(-1.2f, -1.2f, 0.5, 1.5, 2, 1))
        .isCloseTo(-1.066667f, within(1e-6f));
    // the third epoch: (2 * 1.2 + 2 * 2.9) / 4
    assertThat(SelfMmLabels.moved(1.2f, 1.2f, 0.5, 1.5, 3, 3)).isCloseTo(2.05f, within(1e-6f));
    assertThat(SelfMmLabels.moved(1.2f, 1.2f, Double.NaN, 1.5, 2, 3)).isEqualTo(1.2f);
    assertThat(SelfMmLabels.moved(1.2f, 1.2f, 0.5, Double.NaN, 2, 3)).isEqualTo(1.2f);
  }

  @Test
  void labelsAndCentresFromGivenFeaturesAreTheGoldenOnes() {
    Golden given = GOLDEN.at("label_update_vectors");
    SelfMmLabels labels =
        new SelfMmLabels(given.at("label_M").floats(), given.at("H").node().asDouble());
    int steps = given.at("steps").node().size();
    assertThat(steps).isPositive();
    for (int i = 0; i < steps; i++) {
      Golden step = given.at("steps", i);
      startEpoch(labels, given.at("steps"), i);
      Map<String, float[][]> signals = new LinkedHashMap<>();
      for (String stream : STREAMS) {
        Golden features = step.at("features", stream);
        signals.put(stream, rows(features.floats(), (int) features.shape().get(1)));
      }
      labels.stepDone(indexes(given.at("indexes", step.at("batch").integer())), signals);
      check(labels, step, 1e-5);
    }
  }

  @Test
  void labelsAndLossesOfTheGoldenNetworkAreTheGoldenOnes() {
    Golden given = GOLDEN.at("label_update_model");
    SelfMmLabels labels =
        new SelfMmLabels(given.at("label_M").floats(), GOLDEN.at("config", "H").node().asDouble());
    try (GraphHarness graph = new GraphHarness()) {
      Weights weights = Weights.initialized(graph.tf(), 1);
      SelfMm network = GoldenSelfMm.config(GOLDEN).build(weights, GoldenSelfMm.dims(GOLDEN));
      graph.assign(GoldenSelfMm.weights(GOLDEN).values(weights.all()));
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < given.at("indexes").node().size(); i++) {
        batches.add(new Batch(graph, network, i));
      }
      for (int i = 0; i < given.at("steps").node().size(); i++) {
        Golden step = given.at("steps", i);
        startEpoch(labels, given.at("steps"), i);
        Batch batch = batches.get(step.at("batch").integer());
        batch.feed(labels);
        batch.checkLosses(step.at("loss_before_update"));
        labels.stepDone(batch.rows, batch.signals());
        check(labels, step, 1e-4);
      }
    }
  }

  /** One batch of the golden network, which can be run again. */
  private static final class Batch {
    private final GraphHarness graph;
    private final List<Integer> rows;
    private final Targets targets;
    private final Terms terms;

    Batch(GraphHarness graph, SelfMm network, int number) {
      this.graph = graph;
      Golden given = GOLDEN.at("inputs", "batch" + number);
      rows = indexes(given.at("index"));
      targets = new Targets(graph.tf());
      terms = network.train(Pass.inference(graph.tf()), GoldenSelfMm.inputs(graph, given), targets);
      feed("sentiment", own(GOLDEN.at("label_update_model", "label_M").floats()));
    }

    private float[] own(float[] all) {
      float[] values = new float[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = all[rows.get(i)];
      }
      return values;
    }

    private void feed(String target, float[] values) {
      graph.feed(targets.get(target), GraphHarness.tensor(Shape.of(values.length), values));
    }

    void feed(SelfMmLabels labels) {
      labels.targets(rows).forEach(this::feed);
      labels
          .targets(rows)
          .forEach(
              (name, values) ->
                  assertThat(values)
                      .isEqualTo(own(labels.labels(name.substring("generated_".length())))));
    }

    void checkLosses(Golden expected) {
      List<String> names = List.of("M", "T", "A", "V");
      List<Operand<TFloat32>> losses = List.copyOf(terms.losses().values());
      for (int i = 0; i < names.size(); i++) {
        float[] golden = {expected.at(names.get(i)).number()};
        assertClose(names.get(i), graph.floats(losses.get(i)), golden, 1e-4);
      }
    }

    Map<String, float[][]> signals() {
      Map<String, float[][]> signals = new LinkedHashMap<>();
      terms
          .signals()
          .forEach(
              (stream, feature) -> {
                float[] values = graph.floats(feature);
                signals.put(stream, rows(values, values.length / rows.size()));
              });
      return signals;
    }
  }

  @Test
  void onceSavedTrainingGoesOnAsIfItHadNeverStopped() throws IOException {
    int rows = 9;
    SelfMmLabels whole = new SelfMmLabels(normal(rows), 3);
    SelfMmLabels current = new SelfMmLabels(normal(rows), 3);
    for (int step = 0; step < 9; step++) {
      int epoch = step / 3 + 1;
      Path at = Files.createDirectories(folder.resolve("step" + step));
      current.save(at);
      current = new SelfMmLabels(normal(rows), 3);
      current.restore(at);
      if (step % 3 == 0) {
        whole.epochStarts(epoch, NO_EMBEDDINGS);
        current.epochStarts(epoch, NO_EMBEDDINGS);
      }
      List<Integer> batch = List.of(step % 3, 3 + step % 3, 6 + step % 3);
      Map<String, float[][]> signals = new LinkedHashMap<>();
      for (String stream : STREAMS) {
        signals.put(stream, new float[][] {normal(4), normal(4), normal(4)});
        signals.get(stream)[step % 3][0] += step;
      }
      whole.stepDone(batch, signals);
      current.stepDone(batch, signals);
      for (String stream : STREAMS) {
        assertThat(current.labels(stream)).isEqualTo(whole.labels(stream));
        assertThat(current.centre(stream, 1, 4)).isEqualTo(whole.centre(stream, 1, 4));
      }
    }
    assertThat(whole.labels("text")).isNotEqualTo(whole.labels("fusion"));
    assertThat(whole.labels("fusion")).isEqualTo(normal(rows));
  }

  @Test
  void withoutNegativeLabelsNothingMoves() {
    float[] given = {1, 2, 0};
    SelfMmLabels labels = new SelfMmLabels(given, 3);
    for (int epoch = 1; epoch <= 2; epoch++) {
      labels.epochStarts(epoch, NO_EMBEDDINGS);
      Map<String, float[][]> signals = new LinkedHashMap<>();
      STREAMS.forEach(s -> signals.put(s, new float[][] {{1, 2}, {3, 4}, {5, 6}}));
      labels.stepDone(List.of(0, 1, 2), signals);
    }
    assertThat(labels.centre("text", 1, 2)).containsExactly(2, 3); // a label of 0 does not count
    assertThat(labels.centre("text", -1, 2)).containsOnly(Double.NaN);
    STREAMS.forEach(stream -> assertThat(labels.labels(stream)).isEqualTo(given));
  }

  @Test
  void aFileOfAnotherTrainingOrADamagedOneIsRefused() throws IOException {
    SelfMmLabels labels = new SelfMmLabels(new float[] {1, -1}, 3);
    labels.save(folder);
    assertThatThrownBy(() -> new SelfMmLabels(new float[3], 3).restore(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found rows 2, expected 3, in ")
        .hasMessageEndingWith(FILE);
    byte[] all = Files.readAllBytes(folder.resolve(FILE));
    Files.write(folder.resolve(FILE), Arrays.copyOf(all, all.length - 1));
    assertThatThrownBy(() -> labels.restore(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot read what the method remembers in");
  }

  private static void startEpoch(SelfMmLabels labels, Golden steps, int step) {
    int epoch = steps.at(step, "epoch").integer();
    if (step == 0 || steps.at(step - 1, "epoch").integer() != epoch) {
      labels.epochStarts(epoch, NO_EMBEDDINGS);
    }
  }

  private static void check(SelfMmLabels labels, Golden step, double tolerance) {
    for (String stream : STREAMS) {
      String at =
          "%s after batch %d of epoch %d"
              .formatted(stream, step.at("batch").integer(), step.at("epoch").integer());
      float[] expected = step.at("labels", stream).floats();
      assertClose("labels of " + at, labels.labels(stream), expected, tolerance);
      checkCentre("positive centre of " + at, labels, stream, 1, step.at("centers_pos"), tolerance);
      checkCentre(
          "negative centre of " + at, labels, stream, -1, step.at("centers_neg"), tolerance);
    }
  }

  private static void checkCentre(
      String what, SelfMmLabels labels, String stream, int side, Golden centres, double tolerance) {
    float[] expected = centres.at(stream).floats();
    double[] centre = labels.centre(stream, side, expected.length);
    float[] actual = new float[centre.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = (float) centre[i];
    }
    assertClose(what, actual, expected, tolerance);
  }

  private static List<Integer> indexes(Golden array) {
    return Arrays.stream(array.ints()).boxed().toList();
  }

  private static float[][] rows(float[] flat, int width) {
    float[][] rows = new float[flat.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** Always the same. */
  private static float[] normal(int count) {
    Random random = new Random(5);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
