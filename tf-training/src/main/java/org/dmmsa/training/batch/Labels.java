package org.dmmsa.training.batch;

import java.util.List;
import org.dmmsa.model.Targets;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.PolarityScheme;

/**
 * What the data says that a row should be answered.
 *
 * @param polarity how a score becomes a coarse class
 * @param unimodal whether the data has labels of each modality; without them the multimodal one
 *     counts for all
 */
public record Labels(PolarityScheme polarity, boolean unimodal) {
  private static final List<String> KNOWN =
      List.of(Targets.SENTIMENT, Targets.POLARITY, Targets.TEXT, Targets.AUDIO, Targets.VISION);

  /** Whether data can give a target. */
  static boolean has(String target) {
    return KNOWN.contains(target);
  }

  /** The number of a row for a target, which must be one of those that data gives. */
  public float of(Split split, int row, String target) {
    return switch (target) {
      case Targets.SENTIMENT -> split.label(row);
      case Targets.POLARITY -> polarity.classOf(split.label(row));
      case Targets.TEXT -> unimodal ? split.unimodal(row).text() : split.label(row);
      case Targets.AUDIO -> unimodal ? split.unimodal(row).audio() : split.label(row);
      case Targets.VISION -> unimodal ? split.unimodal(row).vision() : split.label(row);
      default ->
          throw new IllegalArgumentException("found " + target + ", expected one of " + KNOWN);
    };
  }
}
