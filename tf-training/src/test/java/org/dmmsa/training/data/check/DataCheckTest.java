package org.dmmsa.training.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.check.Finding.Severity;
import org.dmmsa.training.data.summary.DataInspection;
import org.dmmsa.training.data.synthetic.KnownDataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {
  @TempDir Path folder;

  /** So many clips of two features each, whose labels are normal around a mean. */
  private static PlainClips split(String name, int clips, double mean) {
    PlainClips split = new PlainClips(name, 2);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < clips; i++) {
      split.clip(
          name + i / 4 + "$_$" + i % 4,
          "some words of " + name + " number " + i,
          mean + random.nextGaussian(),
          (float) random.nextGaussian(),
          (float) random.nextGaussian());
    }
    return split;
  }

  private static void assertFine(List<Finding> findings) {
    assertThat(findings).extracting(Finding::severity).containsOnly(Severity.FINE);
  }

  private static void assertOne(List<Finding> findings, Severity severity, String... parts) {
    assertThat(findings)
        .filteredOn(one -> one.severity() == severity)
        .singleElement()
        .extracting(Finding::message)
        .satisfies(message -> assertThat(message).contains(parts));
  }

  private static List<Finding> overlap(Split... splits) {
    return SplitOverlap.check(List.of(splits), true);
  }

  @Test
  void splitsOfTheirOwnClipsAreFine() {
    assertFine(overlap(split("train", 40, 0), split("valid", 12, 0), split("test", 12, 0)));
  }

  @Test
  void aClipInTwoSplitsIsAnErrorAndAVideoAWarning() {
    PlainClips test = split("test", 12, 0).clip("train3$_$1", "words of its own are here", 0);
    assertOne(overlap(split("train", 40, 0), test), Severity.ERROR, "1 ids", "\"train3$_$1\"");
    PlainClips video = split("test", 12, 0).clip("train3$_$9", "words of its own are here", 0);
    assertOne(overlap(split("train", 40, 0), video), Severity.WARNING, "1 of 4 videos of test");
  }

  @Test
  void anIdThatOccursTwiceInASplitIsAWarning() {
    PlainClips twice = split("train", 8, 0).clip("train1$_$2", "again", 0);
    assertOne(overlap(twice), Severity.WARNING, "1 ids occur twice in train: \"train1$_$2\"");
  }

  @Test
  void textsAreTheSameWhateverTheirCaseAndSignsButShortOnesMayBe() {
    PlainClips train =
        split("train", 8, 0)
            .clip("a$_$1", "Thank you!", 1)
            .clip("a$_$2", "I really LIKED it, yes", 1);
    PlainClips test =
        split("test", 8, 0)
            .clip("b$_$1", "thank you", 1)
            .clip("b$_$2", "i really liked it yes.", 1);
    assertOne(
        overlap(train, test), Severity.WARNING, "1 of 9 texts of test", "i really liked it yes");
    PlainClips copied = new PlainClips("valid", 2);
    IntStream.range(0, 8).forEach(i -> copied.clip("c$_$" + i, train.text(i), 0));
    assertOne(overlap(train, copied), Severity.ERROR, "8 of 8 texts of valid");
  }

  @Test
  void labelsThatAreSpreadOtherwiseAreAWarningWithBothMeans() {
    assertFine(LabelCheck.check(List.of(split("train", 400, 0.2), split("test", 200, 0.2))));
    assertOne(
        LabelCheck.check(List.of(split("train", 400, 0.2), split("test", 200, -0.6))),
        Severity.WARNING,
        "labels of test have mean -0.",
        "where train has 0.2");
  }

  @Test
  void oneLabelForAllIsAnErrorAndAPolarityThatLacksAWarning() {
    PlainClips same = new PlainClips("test", 2).clip("a", "", 1).clip("b", "", 1).clip("c", "", 1);
    assertOne(
        LabelCheck.check(List.of(split("train", 40, 0), same)),
        Severity.ERROR,
        "all 3 labels of test are 1.0");
    assertOne(LabelCheck.check(List.of(split("train", 100, 9))), Severity.WARNING, "0 negative");
  }

  private static List<Finding> features(Split... splits) {
    return FeatureCheck.check(Input.AUDIO, List.of(splits));
  }

  @Test
  void blankClipsAreCountedAndAModalityThatIsNotThereIsAnError() {
    assertFine(features(split("train", 40, 0), split("test", 12, 0)));
    PlainClips half = split("test", 6, 0);
    IntStream.range(0, 6).forEach(i -> half.clip("x" + i, "", 0, 0, 0));
    assertThat(features(split("train", 40, 0), half))
        .extracting(Finding::message)
        .anySatisfy(m -> assertThat(m).contains("6 of 12 clips of test (50%) are 0 throughout"))
        .anySatisfy(m -> assertThat(m).contains("blank clips are 50% of test and 0% of train"));
    PlainClips none = new PlainClips("train", 2).clip("a", "", 0, 0, 0).clip("b", "", 0, 0, 0);
    assertThat(features(none))
        .anySatisfy(
            one -> {
              assertThat(one.severity()).isEqualTo(Severity.ERROR);
              assertThat(one.message()).contains("all 2 clips of train are 0 throughout");
            });
  }

  @Test
  void featuresThatNeverChangeOrAreHugeAreNamed() {
    PlainClips train = new PlainClips("train", 3);
    IntStream.range(0, 9).forEach(i -> train.clip("a" + i, "", 0, i, 7, i * 1e5f));
    assertThat(features(train))
        .extracting(Finding::message)
        .containsExactly(
            "1 of 3 features have one value in all of train: 1",
            "1 of 3 features go beyond 10000 in train, and nothing normalizes them: 2");
    PlainClips dead = new PlainClips("train", 2).clip("a", "", 0, 1, 2).clip("b", "", 0, 1, 2);
    assertOne(features(dead), Severity.ERROR, "all 2 features have one value");
  }

  @Test
  void lengthsThatAreCutOrFarOutAreWarnings() {
    int[] lengths = IntStream.range(0, 200).map(i -> 10 + i % 7).toArray();
    assertFine(lengths(lengths, 50));
    lengths[5] = 49;
    assertOne(
        lengths(lengths, 50),
        Severity.WARNING,
        "1 of 200 clips of train are far longer",
        "\"train1$_$1\" has 49");
    assertOne(
        lengths(IntStream.range(0, 200).map(i -> 10 + i % 7).toArray(), 16),
        Severity.WARNING,
        "28 of 200 clips of train fill all 16 positions");
  }

  private static List<Finding> lengths(int[] lengths, int reserved) {
    return LengthCheck.check(
        "tokens",
        List.of(split("train", lengths.length, 0)),
        split -> row -> lengths[row],
        split -> reserved);
  }

  @Test
  void aSyntheticDatasetHasNoErrors() {
    Path file = folder.resolve("s.pkl");
    SyntheticDataset.write(file, new SyntheticSpec(KnownDataset.MOSI, 200, 1, 12, 12));
    try (Dataset data = Dataset.open(file, DataInspection.READ)) {
      DataCheck check = DataCheck.of(data);
      assertThat(check.errors()).isEmpty();
      assertThat(check.toText())
          .startsWith(file.toString())
          .contains("fine     audio: every feature varies");
    }
  }
}
