package org.dmmsa.training.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.Tokens;
import org.dmmsa.training.data.UnimodalLabels;
import org.dmmsa.training.data.summary.DataInspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticDatasetTest {
  @TempDir private Path folder;

  private Dataset dataset(SyntheticSpec spec) {
    Path file = folder.resolve("synthetic.pkl");
    SyntheticDataset.write(file, spec);
    return Dataset.open(file, DataInspection.READ);
  }

  @ParameterizedTest
  @EnumSource(KnownDataset.class)
  void hasTheDimensionsAndLabelsOfTheRealOne(KnownDataset like) {
    try (Dataset dataset = dataset(SyntheticSpec.of(like, 20, 1))) {
      assertThat(dataset.train().size()).isEqualTo(14);
      assertThat(dataset.valid().size()).isEqualTo(2);
      assertThat(dataset.test().size()).isEqualTo(4);
      assertThat(dataset.dims(Input.AUDIO).features()).isEqualTo(like.audioFeatures);
      assertThat(dataset.dims(Input.AUDIO).frames()).isEqualTo(like.audioFrames);
      assertThat(dataset.dims(Input.VISION).features()).isEqualTo(like.visionFeatures);
      assertThat(dataset.dims(Input.VISION).frames()).isEqualTo(like.visionFrames);
      assertThat(dataset.train().tokens().maxLength()).isEqualTo(like.tokens);
      assertThat(dataset.hasUnimodalLabels()).isEqualTo(like == KnownDataset.SIMS);
      assertThat(dataset.has()).contains(Input.INPUT_IDS);
      assertThat(dataset.notes()).isEmpty();
      dataset.requireLabelsWithin(like.range);
    }
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    SyntheticSpec spec = new SyntheticSpec(KnownDataset.SIMS, 30, 7, 6, 5);
    Path one = folder.resolve("one.pkl");
    Path two = folder.resolve("two.pkl");
    Path other = folder.resolve("other.pkl");
    SyntheticDataset.write(one, spec);
    SyntheticDataset.write(two, spec);
    SyntheticDataset.write(other, new SyntheticSpec(KnownDataset.SIMS, 30, 8, 6, 5));
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    assertThat(Files.mismatch(one, other)).isPositive();
  }

  @Test
  void tokensAreTheWordsOfTheText() {
    try (Dataset dataset = dataset(new SyntheticSpec(KnownDataset.MOSI, 50, 3, 6, 5))) {
      Split train = dataset.train();
      for (int row = 0; row < train.size(); row++) {
        int length = train.tokens().length(row);
        int[] ids = new int[length];
        train
            .tokens()
            .read(
                row,
                length,
                IntBuffer.wrap(ids),
                IntBuffer.allocate(length),
                IntBuffer.allocate(length));
        String words =
            String.join(
                " ", Arrays.stream(ids).mapToObj(SyntheticDataset.vocabulary()::get).toList());
        assertThat(words).isEqualTo("[CLS] " + train.text(row) + " [SEP]");
      }
    }
  }

  @Test
  void theVocabularyBeginsWithTheSpecialTokensAndRepeatsNone() {
    assertThat(SyntheticDataset.vocabulary())
        .startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(KnownDataset.class)
  void labelsUseTheWholeScaleOnItsGrid(KnownDataset like) {
    try (Dataset dataset = dataset(new SyntheticSpec(like, 500, 4, 2, 2))) {
      Split train = dataset.train();
      float[] labels = new float[train.size()];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = train.label(row);
        double steps = labels[row] * (double) like.stepsPerUnit;
        assertThat(steps).isCloseTo(Math.rint(steps), within(1e-5));
      }
      Arrays.sort(labels);
      assertThat(labels[labels.length / 20]).isLessThan(-0.7f * like.range);
      assertThat(labels[labels.length * 19 / 20]).isGreaterThan(0.7f * like.range);
    }
  }

  @Test
  void eachModalityHasASentimentOfItsOwn() {
    try (Dataset dataset = dataset(new SyntheticSpec(KnownDataset.SIMS, 500, 5, 2, 2))) {
      Split train = dataset.train();
      double text = 0;
      double audio = 0;
      double vision = 0;
      for (int row = 0; row < train.size(); row++) {
        UnimodalLabels unimodal = train.unimodal(row);
        text += Math.abs(unimodal.text() - train.label(row));
        audio += Math.abs(unimodal.audio() - train.label(row));
        vision += Math.abs(unimodal.vision() - train.label(row));
      }
      assertThat(text / train.size()).isGreaterThan(0.1);
      assertThat(audio / train.size()).isGreaterThan(0.2);
      assertThat(vision / train.size()).isGreaterThan(0.2);
    }
  }

  @Test
  void clipsDifferInLength() {
    try (Dataset dataset = dataset(new SyntheticSpec(KnownDataset.MOSI, 200, 6, 20, 24))) {
      Frames audio = dataset.train().frames(Input.AUDIO);
      Tokens tokens = dataset.train().tokens();
      assertThat(IntStream.range(0, 140).map(audio::length).distinct().count()).isGreaterThan(10);
      assertThat(IntStream.range(0, 140).map(tokens::length).distinct().count()).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @EnumSource(KnownDataset.class)
  void aLinearModelLearnsIt(KnownDataset like) {
    try (Dataset dataset = dataset(new SyntheticSpec(like, 600, 9, 20, 24))) {
      double[][] train = features(dataset, dataset.train());
      double[][] test = features(dataset, dataset.test());
      double[] weights = Ridge.fit(train, labels(dataset.train()), 30);
      double mean = Arrays.stream(labels(dataset.train())).average().orElseThrow();
      double[] expected = labels(dataset.test());
      double modelError = 0;
      double meanError = 0;
      for (int row = 0; row < test.length; row++) {
        modelError += Math.abs(Ridge.predict(weights, test[row]) - expected[row]);
        meanError += Math.abs(mean - expected[row]);
      }
      assertThat(modelError / meanError).isLessThan(0.6);
    }
  }

  private static double[] labels(Split split) {
    return IntStream.range(0, split.size()).mapToDouble(split::label).toArray();
  }

  /** A constant 1, how often each word occurs, and the mean of the real frames. */
  private static double[][] features(Dataset dataset, Split split) {
    int words = SyntheticDataset.vocabulary().size();
    int size =
        1 + words + dataset.dims(Input.AUDIO).features() + dataset.dims(Input.VISION).features();
    double[][] features = new double[split.size()][size];
    for (int row = 0; row < features.length; row++) {
      features[row][0] = 1;
      int length = split.tokens().length(row);
      IntBuffer ids = IntBuffer.allocate(length);
      split.tokens().read(row, length, ids, IntBuffer.allocate(length), IntBuffer.allocate(length));
      for (int id : ids.array()) {
        features[row][1 + id]++;
      }
      addMeans(split.frames(Input.AUDIO), row, features[row], 1 + words);
      addMeans(
          split.frames(Input.VISION),
          row,
          features[row],
          1 + words + dataset.dims(Input.AUDIO).features());
    }
    return features;
  }

  private static void addMeans(Frames frames, int row, double[] to, int from) {
    int length = frames.length(row);
    FloatBuffer values = FloatBuffer.allocate(length * frames.features());
    frames.read(row, length, values);
    for (int i = 0; i < values.capacity(); i++) {
      to[from + i % frames.features()] += values.get(i) / length;
    }
  }

  @Test
  void whatCannotBeGeneratedIsRefused() {
    assertThatThrownBy(() -> SyntheticSpec.of(KnownDataset.MOSI, 9, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("samples: found 9, expected 10 to 10000000");
    assertThatThrownBy(() -> new SyntheticSpec(KnownDataset.MOSI, 10, 1, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("audio_frames: found 0, expected 1 to 100000");
    assertThatThrownBy(() -> new SyntheticSpec(KnownDataset.MOSI, 10, 1, 1, Integer.MAX_VALUE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("vision_frames: found 2147483647, expected 1 to 100000");
  }
}
