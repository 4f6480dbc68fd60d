package org.dmmsa.training.data.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Dataset;

/**
 * What a data file holds, for a person ({@link #toText()}) or a program (the components).
 *
 * @param file the file that was opened
 * @param splits train, valid and test
 * @param notes what was ignored, repaired or odd
 */
public record DataInspection(String file, List<SplitSummary> splits, List<String> notes) {

  /** What has to be read of a file for this: all but features of tokens, which can be gigabytes. */
  public static final Set<Input> READ =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Input.TEXT)));

  /**
   * Takes stock of a data set that was opened with {@link #READ}; reads nothing again.
   *
   * @throws org.dmmsa.model.InvalidInputException if it has no audio or no vision
   */
  public static DataInspection of(Dataset dataset) {
    dataset.requireInputs(Set.of(Input.AUDIO, Input.VISION));
    int steps = labelsReachBeyondOne(dataset) ? 1 : 5;
    return new DataInspection(
        dataset.source().toString(),
        dataset.splits().stream().map(split -> SplitSummary.of(split, steps)).toList(),
        dataset.notes());
  }

  private static boolean labelsReachBeyondOne(Dataset dataset) {
    return dataset.splits().stream()
        .flatMap(split -> split.content().labels().stream())
        .anyMatch(label -> Math.abs(label) > 1);
  }

  /** A summary of four lines, then tables with a column for each split. */
  public String toText() {
    StringBuilder text = new StringBuilder(summary());
    text.append('\n').append(keys().toText());
    text.append('\n').append(lengths().toText());
    text.append('\n').append(labels("label", SplitSummary::labels).toText());
    for (String modality : splits.get(0).unimodalLabels().keySet()) {
      text.append('\n');
      text.append(
          labels(modality + " label", split -> split.unimodalLabels().get(modality)).toText());
    }
    if (!notes.isEmpty()) {
      text.append("\nnotes\n");
      notes.forEach(note -> text.append("  ").append(note).append('\n'));
    }
    return text.toString();
  }

  private String summary() {
    SplitSummary train = splits.get(0);
    List<Integer> rows = each(SplitSummary::rows);
    int all = rows.stream().mapToInt(Integer::intValue).sum();
    return "%s\n%d samples: %d train, %d valid, %d test\n%s\n%s\n"
        .formatted(
            file,
            all,
            rows.get(0),
            rows.get(1),
            rows.get(2),
            "text: %s; audio: up to %d frames of %d features; vision: up to %d of %d"
                .formatted(
                    textForms(train.columns()),
                    train.audio().maxFrames(),
                    train.audio().features(),
                    train.vision().maxFrames(),
                    train.vision().features()),
            "labels: %s to %s in train; labels of each modality: %s"
                .formatted(
                    number(train.labels().lowest()),
                    number(train.labels().highest()),
                    train.unimodalLabels().isEmpty() ? "no" : "yes"));
  }

  private static String textForms(Map<String, String> columns) {
    List<String> forms = new ArrayList<>();
    Map<String, String> names =
        Map.of("raw_text", "transcripts", "text_bert", "tokens", "text", "features");
    for (String key : List.of("raw_text", "text_bert", "text")) {
      if (columns.containsKey(key)) {
        forms.add(names.get(key));
      }
    }
    return forms.isEmpty() ? "none" : String.join(", ", forms);
  }

  private <T> List<T> each(Function<SplitSummary, T> figure) {
    return splits.stream().map(figure).toList();
  }

  private AlignedTable keys() {
    AlignedTable table = new AlignedTable();
    table.row("key", each(SplitSummary::name));
    Set<String> keys = new LinkedHashSet<>();
    splits.forEach(split -> keys.addAll(split.columns().keySet()));
    for (String key : keys) {
      table.row(key, each(split -> split.columns().getOrDefault(key, "-")));
    }
    return table;
  }

  private AlignedTable lengths() {
    AlignedTable table = new AlignedTable();
    table.row("length: min, 50%, 90%, 99%, max", each(SplitSummary::name));
    if (splits.get(0).tokens() != null) {
      table.row("tokens", each(split -> percentiles(split.tokens())));
    }
    table.row("audio frames", each(split -> percentiles(split.audio().lengths())));
    table.row("vision frames", each(split -> percentiles(split.vision().lengths())));
    table.row("audio values not finite, read as 0", each(split -> split.audio().nonFinite()));
    table.row("vision values not finite, read as 0", each(split -> split.vision().nonFinite()));
    table.row("audio clips 0 throughout", each(split -> split.audio().blankClips()));
    table.row("vision clips 0 throughout", each(split -> split.vision().blankClips()));
    return table;
  }

  private static String percentiles(LengthSummary lengths) {
    return "%d %d %d %d %d"
        .formatted(lengths.min(), lengths.median(), lengths.p90(), lengths.p99(), lengths.max());
  }

  private AlignedTable labels(String title, Function<SplitSummary, LabelSummary> labels) {
    AlignedTable table = new AlignedTable();
    table.row(title, each(SplitSummary::name));
    table.row("mean", each(split -> number(labels.apply(split).mean())));
    table.row("negative", each(split -> labels.apply(split).negative()));
    table.row("neutral", each(split -> labels.apply(split).neutral()));
    table.row("positive", each(split -> labels.apply(split).positive()));
    Set<Double> classes = new TreeSet<>();
    splits.forEach(split -> classes.addAll(labels.apply(split).classes().keySet()));
    for (Double value : classes) {
      table.row(
          "rounded to " + number(value),
          each(split -> labels.apply(split).classes().getOrDefault(value, 0)));
    }
    return table;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
  }
}
