package org.dmmsa.training.data.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.dmmsa.training.data.Split;

/** Whether labels vary, and whether they are spread alike in all splits. */
final class LabelCheck {
  private static final String CHECK = "labels";

  /** So small a p is no accident of a random split. */
  private static final double LEVEL = 0.001;

  /** Fewer clips of a polarity in the training split teach nothing of it. */
  private static final int FEW = 20;

  private LabelCheck() {}

  static List<Finding> check(List<Split> splits) {
    List<Finding> findings = new ArrayList<>();
    for (Split split : splits) {
      double[] labels = labels(split);
      if (labels.length > 0
          && IntStream.range(1, labels.length).allMatch(i -> labels[i] == labels[0])) {
        findings.add(
            Finding.error(
                CHECK,
                "all %d labels of %s are %s, so that nothing can be told from them",
                labels.length,
                split.name(),
                labels[0]));
      }
    }
    polarities(splits.get(0), findings);
    double[] train = labels(splits.get(0));
    for (Split split : splits.subList(1, splits.size())) {
      shift(train, labels(split), split.name(), findings);
    }
    return findings.isEmpty()
        ? List.of(Finding.fine(CHECK, "spread alike in all splits, each polarity occurs"))
        : findings;
  }

  private static void polarities(Split train, List<Finding> findings) {
    double[] labels = labels(train);
    int negative = (int) IntStream.range(0, labels.length).filter(i -> labels[i] < 0).count();
    int positive = (int) IntStream.range(0, labels.length).filter(i -> labels[i] > 0).count();
    if (Math.min(negative, positive) < Math.min(FEW, labels.length / 10)) {
      findings.add(
          Finding.warning(
              CHECK,
              "%s has %d negative and %d positive of %d labels",
              train.name(),
              negative,
              positive,
              labels.length));
    }
  }

  /** By the two-sample Kolmogorov-Smirnov test. */
  private static void shift(double[] train, double[] other, String name, List<Finding> findings) {
    if (train.length < 2 || other.length < 2) {
      return;
    }
    double p = KolmogorovSmirnovTest.withDefaults().test(train, other).getPValue();
    if (p < LEVEL) {
      findings.add(
          Finding.warning(
              CHECK,
              "labels of %s have mean %.2f (deviation %.2f) where train has %.2f (%.2f): another spread (Kolmogorov-Smirnov, p %.1g), so that a shift of all predictions can pass for skill",
              name,
              mean(other),
              deviation(other),
              mean(train),
              deviation(train),
              p));
    }
  }

  private static double[] labels(Split split) {
    return IntStream.range(0, split.size()).mapToDouble(split::label).toArray();
  }

  private static double mean(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        IntStream.range(0, values.length)
            .mapToDouble(i -> Math.pow(values[i] - mean, 2))
            .average()
            .orElse(0));
  }
}
