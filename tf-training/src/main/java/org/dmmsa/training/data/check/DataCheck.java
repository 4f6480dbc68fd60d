package org.dmmsa.training.data.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.check.Finding.Severity;

/**
 * Looks a dataset over, as spaCy's {@code debug data} does for its own.
 *
 * @param file what was looked at
 * @param findings by check, in a fixed order
 */
public record DataCheck(String file, List<Finding> findings) {

  /** Reads all of a dataset's audio and vision once more, and its texts. */
  public static DataCheck of(Dataset data) {
    List<Split> splits = List.copyOf(data.splits());
    List<Finding> findings = new ArrayList<>();
    findings.addAll(SplitOverlap.check(splits, data.hasTexts()));
    findings.addAll(LabelCheck.check(splits));
    Set<Input> has = data.has();
    if (has.containsAll(Input.TOKENS)) {
      findings.addAll(
          LengthCheck.check(
              "tokens",
              splits,
              split -> split.tokens()::length,
              split -> split.tokens().maxLength()));
    }
    for (Input input : List.of(Input.AUDIO, Input.VISION)) {
      if (has.contains(input)) {
        findings.addAll(
            LengthCheck.check(
                input.key() + " frames",
                splits,
                split -> split.frames(input)::length,
                split -> split.frames(input).maxFrames()));
        findings.addAll(FeatureCheck.check(input, splits));
      }
    }
    return new DataCheck(data.source().toString(), findings);
  }

  /** The findings that say that results on this data mean nothing. */
  public List<Finding> errors() {
    return findings.stream().filter(one -> one.severity() == Severity.ERROR).toList();
  }

  /** A line a finding, the worst first. */
  public String toText() {
    return file
        + "\n"
        + findings.stream()
            .sorted((one, other) -> one.severity().compareTo(other.severity()))
            .map(
                one ->
                    "%-8s %s: %s\n"
                        .formatted(
                            one.severity().toString().toLowerCase(Locale.ROOT),
                            one.check(),
                            one.message()))
            .collect(Collectors.joining());
  }
}
