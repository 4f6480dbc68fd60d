package org.dmmsa.training.data.synthetic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.dmmsa.training.data.pickle.ArrayContent;
import org.dmmsa.training.data.pickle.Dtype;

/** The columns of one generated split, with the keys and types of the real files. */
final class SyntheticColumns {
  private static final int CLIPS_PER_VIDEO = 8;

  private final SyntheticSpec spec;
  private final KnownDataset like;
  private final int first;
  private final List<SyntheticSample> samples = new ArrayList<>();

  SyntheticColumns(SyntheticSpec spec, int first, int end) {
    this.spec = spec;
    this.like = spec.like();
    this.first = first;
    for (int index = first; index < end; index++) {
      samples.add(SyntheticSample.generate(spec, index));
    }
  }

  Map<String, Object> asMap() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("raw_text", texts(each(sample -> String.join(" ", sample.words()))));
    columns.put("audio", audio());
    columns.put("vision", vision());
    columns.put("id", texts(ids()));
    columns.put("text_bert", tokens());
    columns.put("audio_lengths", each(SyntheticSample::audioFrames));
    columns.put("vision_lengths", each(SyntheticSample::visionFrames));
    putLabels(columns, "", SyntheticSample::mixed);
    if (like.hasUnimodalLabels()) {
      putLabels(columns, "_T", SyntheticSample::text);
      putLabels(columns, "_A", SyntheticSample::audio);
      putLabels(columns, "_V", SyntheticSample::vision);
    } else {
      columns.put("annotations", texts(each(sample -> annotation(like.label(sample.mixed())))));
    }
    return columns;
  }

  private <T> List<T> each(Function<SyntheticSample, T> column) {
    return samples.stream().map(column).toList();
  }

  /** CH-SIMS has lists of text, the others numpy arrays. */
  private Object texts(List<String> texts) {
    return like == KnownDataset.SIMS ? texts : ArrayContent.ofTexts(texts);
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (int index = first; index < first + samples.size(); index++) {
      ids.add("synthetic%05d$_$%d".formatted(index / CLIPS_PER_VIDEO, index % CLIPS_PER_VIDEO));
    }
    return ids;
  }

  private void putLabels(
      Map<String, Object> columns, String suffix, ToDoubleFunction<SyntheticSample> sentiment) {
    List<Float> labels = each(sample -> like.label(sentiment.applyAsDouble(sample)));
    List<Float> classes = labels.stream().map(label -> Math.signum(label) + 1).toList();
    columns.put("classification_labels" + suffix, ArrayContent.ofFloats(classes));
    columns.put("regression_labels" + suffix, ArrayContent.ofFloats(labels));
  }

  private static String annotation(float label) {
    return label < 0 ? "Negative" : label > 0 ? "Positive" : "Neutral";
  }

  private ArrayContent tokens() {
    List<String> vocabulary = SyntheticText.vocabulary();
    return new ArrayContent(
        Dtype.INT64,
        List.of(samples.size(), 3, like.tokens),
        (row, to) -> putTokens(samples.get(row).words(), vocabulary, to));
  }

  /** Row of ids, row of masks; the row of segments stays 0. A long sentence is cut, as in MMSA. */
  private void putTokens(List<String> words, List<String> vocabulary, ByteBuffer to) {
    List<String> tokens = new ArrayList<>();
    tokens.add("[CLS]");
    tokens.addAll(words);
    tokens.add("[SEP]");
    int length = Math.min(tokens.size(), like.tokens);
    for (int i = 0; i < length; i++) {
      to.putLong(i * Long.BYTES, vocabulary.indexOf(tokens.get(i)));
      to.putLong((like.tokens + i) * Long.BYTES, 1);
    }
  }

  private ArrayContent audio() {
    SyntheticFrames frames = new SyntheticFrames(like.audioFeatures, 1);
    return new ArrayContent(
        Dtype.FLOAT64,
        List.of(samples.size(), spec.audioFrames(), like.audioFeatures),
        (row, to) -> {
          SyntheticSample sample = samples.get(row);
          frames.put(sample.audio(), sample.audioFrames(), random(row, 1), to);
        });
  }

  private ArrayContent vision() {
    SyntheticFrames frames = new SyntheticFrames(like.visionFeatures, 2);
    return new ArrayContent(
        Dtype.FLOAT64,
        List.of(samples.size(), spec.visionFrames(), like.visionFeatures),
        (row, to) -> {
          SyntheticSample sample = samples.get(row);
          frames.put(sample.vision(), sample.visionFrames(), random(row, 2), to);
        });
  }

  private Random random(int row, long modality) {
    return new Random(
        SyntheticSample.mix(SyntheticSample.mix(spec.seed(), modality), first + (long) row));
  }
}
