package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.TinyPickle;
import org.dmmsa.training.text.FirstStateModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run opens: text features that the data has or not, and a part of its training split. */
class RunInputsTest {
  private static final Path QUICKSTART = Path.of("../configs/quickstart.yaml");

  @TempDir private Path folder;

  private RunInputs open(boolean bert, String... overrides) {
    return RunInputs.open(config(bert, overrides), new RunFolder(folder), () -> false);
  }

  private static RunConfig config(boolean bert, String... overrides) {
    List<String> sets = new ArrayList<>(List.of("data.synthetic.samples=20"));
    sets.addAll(List.of(overrides));
    RunConfig dmmsa = RunConfig.YAML.read(QUICKSTART, sets, RunConfig.class);
    return new RunConfig(
        dmmsa.data(),
        bert ? dmmsa.bert() : Optional.empty(),
        new FirstStateModel.Config(),
        Optional.empty(),
        dmmsa.optimizer(),
        dmmsa.clip(),
        dmmsa.recipe(),
        dmmsa.seeds(),
        dmmsa.monitor(),
        dmmsa.export(),
        dmmsa.runtime());
  }

  @Test
  void textFeaturesThatTheDataLacksAreComputedAndTheirBertIsKnown() {
    try (RunInputs inputs = open(true)) {
      assertThat(inputs.data().dims(Input.TEXT)).isEqualTo(new FrameDims(50, 64));
      assertThat(inputs.bert()).isPresent();
      assertThat(Provenance.now(inputs).bert()).contains(folder.resolve("tiny-bert"));
      FittedModel fitted = inputs.fitted();
      assertThat(fitted.dims().bert()).isEmpty();
      assertThat(fitted.dims().frames()).isEqualTo(Map.of(Input.TEXT, new FrameDims(50, 64)));
      assertThat(fitted.longestText()).isZero();
      assertThat(fitted.vocabulary()).isZero();
      assertThat(fitted.lowerCase()).isFalse();
    }
  }

  @Test
  void theDatasOwnTextFeaturesNeedNoBert() {
    Path file =
        new TinyPickle()
            .with("train", "text", TinyPickle.cube(3, 4, 2, 7))
            .with("valid", "text", TinyPickle.cube(1, 4, 2, 7))
            .with("test", "text", TinyPickle.cube(2, 4, 2, 7))
            .save(folder);
    try (RunInputs inputs = open(true, "data.path=" + file, "bert.path=" + folder.resolve("no"))) {
      assertThat(inputs.bert()).isEmpty();
      assertThat(inputs.data().dims(Input.TEXT)).isEqualTo(new FrameDims(4, 2));
      assertThat(Provenance.now(inputs).bertSha256()).isEmpty();
    }
  }

  @Test
  void textsAloneAreEnough() {
    Path file = new TinyPickle().withEverywhere("raw_text", "The film was great").save(folder);
    try (RunInputs inputs = open(true, "data.path=" + file)) {
      assertThat(inputs.data().dims(Input.TEXT)).isEqualTo(new FrameDims(6, 64));
      assertThat(inputs.data().notes()).isEmpty();
    }
    try (RunInputs inputs = open(true, "data.path=" + file, "bert.max_tokens=5")) {
      assertThat(inputs.data().notes())
          .containsExactly(
              "train text_bert: 3 of 3 texts have all 5 tokens that are read, they are probably cut",
              "valid text_bert: 1 of 1 texts have all 5 tokens that are read, they are probably cut",
              "test text_bert: 2 of 2 texts have all 5 tokens that are read, they are probably cut");
    }
  }

  @Test
  void computingThemCanBeInterrupted() {
    RunConfig config = config(true, "bert.tiny.seed=" + System.nanoTime()); // in no cache
    assertThatThrownBy(() -> RunInputs.open(config, new RunFolder(folder), () -> true))
        .isInstanceOf(TrainingInterruptedException.class)
        .hasMessage("stopped while text features were computed, nothing was kept");
  }

  @Test
  void withoutThemAndWithoutABertTheDataIsRefusedAndClosed() throws IOException {
    assertThatThrownBy(() -> open(false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found no key text, expected text features")
        .hasMessageContaining("--bert DIR");
    assertThat(openFiles()).isEmpty();
    try (RunInputs inputs = open(true)) {
      assertThat(openFiles()).as("of %s", inputs.data().source()).isNotEmpty();
    }
    assertThat(openFiles()).isEmpty();
  }

  /** Files of this test that this process has open, where the system tells: on Linux. */
  private List<Path> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    List<Path> open = new ArrayList<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path descriptor : all.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          open.add(Files.readSymbolicLink(descriptor));
        }
      }
    }
    Path own = folder.toRealPath();
    open.removeIf(file -> !file.startsWith(own));
    return open;
  }

  @Test
  void aSubsetOfTheTrainingRowsIsTheSameRowsAndNothingElseIsLess() {
    RunFolder whole = new RunFolder(folder.resolve("whole"));
    RunFolder part = new RunFolder(folder.resolve("part"));
    RunConfig half = SmallRun.config("data.subset={fraction: 0.5, seed: 3}");
    try (RunInputs all = RunInputs.open(SmallRun.config(), whole, () -> false);
        RunInputs some = RunInputs.open(half, part, () -> false)) {
      Split from = all.data().train();
      Split rows = some.data().train();
      assertThat(rows.size()).isEqualTo(from.size() / 2);
      assertThat(some.data().test().size()).isEqualTo(all.data().test().size());
      List<String> ids = IntStream.range(0, from.size()).mapToObj(from::id).toList();
      for (int row = 0; row < rows.size(); row++) {
        int source = ids.indexOf(rows.id(row));
        assertThat(rows.label(row)).isEqualTo(from.label(source));
        assertThat(rows.text(row)).isEqualTo(from.text(source));
        assertThat(audio(rows, row)).isEqualTo(audio(from, source));
        assertThat(ids(rows, row)).isEqualTo(ids(from, source));
      }
    }
  }

  private static float[] audio(Split split, int row) {
    Frames frames = split.frames(Input.AUDIO);
    FloatBuffer numbers = FloatBuffer.allocate(frames.length(row) * frames.features());
    frames.read(row, frames.length(row), numbers);
    return numbers.array();
  }

  private static int[] ids(Split split, int row) {
    int length = split.tokens().length(row);
    IntBuffer ids = IntBuffer.allocate(length);
    split.tokens().read(row, length, ids, IntBuffer.allocate(length), IntBuffer.allocate(length));
    return ids.array();
  }
}
