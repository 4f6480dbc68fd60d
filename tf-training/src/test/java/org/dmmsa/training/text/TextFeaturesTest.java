package org.dmmsa.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.bert.TinyBert;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.TinyPickle;
import org.dmmsa.training.data.synthetic.KnownDataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.dmmsa.training.report.JsonFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On 80 generated texts, 56 of them in train: more than a batch. */
class TextFeaturesTest {
  private static final Set<Input> WANTED = Set.of(Input.TEXT, Input.VISION);
  private static final int LENGTH = 39; // of CH-SIMS
  private static final int WIDTH = 8;

  @TempDir private static Path shared;
  @TempDir private Path cache;

  private static Path file;
  private static BertSavedModel bert;

  @BeforeAll
  static void make() {
    file = shared.resolve("synthetic.pkl");
    SyntheticDataset.write(file, new SyntheticSpec(KnownDataset.SIMS, 80, 1, 3, 4));
    bert = bert("bert", 64);
  }

  private static BertSavedModel bert(String name, int positions) {
    TinyBertSpec spec =
        new TinyBertSpec(1, WIDTH, 2, 16, positions, Activation.GELU_TANH, 1e-12f, -1, 3);
    TinyBert.write(shared.resolve(name), spec, SyntheticDataset.vocabulary());
    return BertSavedModel.open(shared.resolve(name));
  }

  private static Dataset withoutFeatures(Path data) {
    return Dataset.open(data, TextFeatures.sources(WANTED, true));
  }

  private TextFeatures features(BertSavedModel of) {
    return new TextFeatures(of, cache, Sessions.DEFAULT, () -> {});
  }

  private Dataset open() {
    return features(bert).addTo(withoutFeatures(file));
  }

  private static float[] all(Split split) {
    Frames text = split.frames(Input.TEXT);
    FloatBuffer to = FloatBuffer.allocate(split.size() * text.maxFrames() * text.features());
    for (int row = 0; row < split.size(); row++) {
      assertThat(text.length(row)).isEqualTo(text.maxFrames());
      text.read(row, text.maxFrames(), to);
    }
    return to.array();
  }

  /** The one folder in the cache. */
  private Path stored() throws IOException {
    try (Stream<Path> inside = Files.list(cache.resolve("text-features"))) {
      List<Path> folders = inside.filter(Files::isDirectory).toList();
      assertThat(folders).hasSize(1);
      return folders.get(0);
    }
  }

  @Test
  void areTheStatesOfTheBertsOwnGraphAtEveryPosition() throws IOException {
    try (Dataset data = open()) {
      assertThat(data.has()).contains(Input.TEXT, Input.VISION);
      assertThat(data.dims(Input.TEXT)).isEqualTo(new FrameDims(LENGTH, WIDTH));
      for (Split split : data.splits()) {
        assertThat(all(split))
            .containsExactly(SignatureRun.states(bert, split, LENGTH), within(1e-5f));
      }
      assertThat(data.train().size()).isEqualTo(56);
    }
    assertThat(JsonFile.read(FeatureFolder.note(stored())).toString())
        .contains("\"train\":56,\"valid\":8,\"test\":16", bert.digest(), file.toString());
  }

  @Test
  void areComputedOnceAndThenRead() throws IOException {
    open().close();
    Path train = stored().resolve("train.f32");
    assertThat(train).hasSize(56L * LENGTH * WIDTH * Float.BYTES);
    FileTime written = Files.getLastModifiedTime(train);
    open().close();
    assertThat(Files.getLastModifiedTime(train)).isEqualTo(written);
    blank(train, FeatureFolder.note(stored()));
    try (Dataset data = open()) {
      assertThat(all(data.train())).containsOnly(0);
      assertThat(all(data.test())).doesNotContain(0);
    }
  }

  /** Zeros in place of features, and a note that knows of them. */
  private static void blank(Path features, Path note) throws IOException {
    String before = Sha256.ofSample(features);
    Files.write(features, new byte[(int) Files.size(features)]);
    Files.writeString(note, Files.readString(note).replace(before, Sha256.ofSample(features)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "{\"format\": \"dmmsa text features 1\"}"})
  void aNoteThatSaysNothingOfTheFilesIsNotTrusted(String damaged) throws IOException {
    open().close();
    Path note = FeatureFolder.note(stored());
    String whole = Files.readString(note);
    Files.writeString(note, damaged);
    open().close();
    assertThat(note).hasContent(whole);
  }

  private interface Damage {
    void to(RandomAccessFile features) throws IOException;
  }

  private void assertMendedAfter(Damage damage) throws IOException {
    float[] before;
    try (Dataset data = open()) {
      before = all(data.valid());
    }
    try (RandomAccessFile valid =
        new RandomAccessFile(stored().resolve("valid.f32").toFile(), "rw")) {
      damage.to(valid);
    }
    try (Dataset data = open()) {
      assertThat(all(data.valid())).containsExactly(before);
    }
  }

  /** As a disk may lose a block of a file, and not its length. */
  @Test
  void featuresThatChangedAreComputedAgain() throws IOException {
    assertMendedAfter(
        valid -> {
          long middle = valid.length() / 2;
          valid.seek(middle);
          int was = valid.read();
          valid.seek(middle);
          valid.write(was ^ 1);
        });
  }

  @Test
  void aDamagedFolderIsComputedAgain() throws IOException {
    assertMendedAfter(valid -> valid.setLength(valid.length() - 1));
    Files.delete(FeatureFolder.note(stored()));
    open().close();
    assertThat(FeatureFolder.note(stored())).exists();
  }

  @Test
  void anotherBertHasFeaturesOfItsOwnCutToItsPositions() throws IOException {
    open().close();
    BertSavedModel shorter = bert("shorter", 6);
    try (Dataset data = features(shorter).addTo(withoutFeatures(file))) {
      assertThat(data.dims(Input.TEXT)).isEqualTo(new FrameDims(6, WIDTH));
      assertThat(all(data.valid()))
          .containsExactly(SignatureRun.states(shorter, data.valid(), 6), within(1e-5f));
    }
    try (Stream<Path> inside = Files.list(cache.resolve("text-features"))) {
      assertThat(inside.filter(Files::isDirectory)).hasSize(2);
    }
  }

  @Test
  void thoseWhoAskAtTheSameTimeGetTheSame() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Callable<float[]> job =
          () -> {
            try (Dataset data = open()) {
              return all(data.train());
            }
          };
      List<Future<float[]>> each = threads.invokeAll(List.of(job, job, job));
      assertThat(each.get(1).get()).containsExactly(each.get(0).get());
      assertThat(each.get(2).get()).containsExactly(each.get(0).get());
    } finally {
      threads.shutdown();
    }
    stored();
  }

  @Test
  void anInterruptionLeavesNothing() throws IOException {
    int[] batches = {0};
    Runnable second =
        () -> {
          if (++batches[0] == 2) {
            throw new IllegalStateException("enough");
          }
        };
    try (Dataset data = withoutFeatures(file)) {
      TextFeatures stopped = new TextFeatures(bert, cache, Sessions.DEFAULT, second);
      assertThatThrownBy(() -> stopped.addTo(data)).hasMessage("enough");
    }
    try (Stream<Path> inside = Files.list(cache.resolve("text-features"))) {
      assertThat(inside.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void areClosedWithTheData() {
    Dataset data = open();
    Frames text = data.train().frames(Input.TEXT);
    Frames vision = data.train().frames(Input.VISION);
    data.close();
    for (Frames frames : List.of(text, vision)) {
      FloatBuffer to = FloatBuffer.allocate(frames.features());
      assertThatThrownBy(() -> frames.read(0, 1, to))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path occupied = Files.writeString(cache.resolve("file"), "");
    try (Dataset data = withoutFeatures(file)) {
      TextFeatures features = new TextFeatures(bert, occupied, Sessions.DEFAULT, () -> {});
      assertThatThrownBy(() -> features.addTo(data))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(occupied.toString())
          .hasMessageContaining("expected a place to write");
    }
  }

  @Test
  void dataThatHasThemIsLeftAlone() {
    Path own =
        new TinyPickle()
            .with("train", "text", TinyPickle.cube(3, 4, 2, 7))
            .with("valid", "text", TinyPickle.cube(1, 4, 2, 7))
            .with("test", "text", TinyPickle.cube(2, 4, 2, 7))
            .save(shared);
    try (Dataset data = withoutFeatures(own)) {
      assertThat(TextFeatures.areMissing(data, WANTED, true)).isFalse();
      assertThat(all(data.train())).containsOnly(7);
    }
    try (Dataset data = withoutFeatures(file)) {
      assertThat(TextFeatures.areMissing(data, Set.of(Input.VISION), false)).isFalse();
      assertThat(TextFeatures.areMissing(data, WANTED, true)).isTrue();
    }
  }

  @Test
  void whatIsMissingToComputeThemIsSaid() {
    try (Dataset data = withoutFeatures(file)) {
      assertThatThrownBy(() -> TextFeatures.areMissing(data, WANTED, false))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              file
                  + ": found no key text, expected text features (MMSA's text), or text_bert or"
                  + " raw_text and a BERT to compute them with (--bert DIR)");
    }
    Path neither = new TinyPickle().save(cache);
    try (Dataset data = withoutFeatures(neither)) {
      assertThatThrownBy(() -> TextFeatures.areMissing(data, WANTED, true))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(neither + ": found no key text, text_bert or raw_text, expected");
    }
  }
}
