package org.dmmsa.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.dmmsa.model.graph.Weight;

/**
 * Which weights train in a part of a stage; no gradient is computed for the others, and never for a
 * model's state.
 *
 * @param trains whether a weight does
 */
public record TrainedWeights(Predicate<Weight> trains) {
  /** Everything. */
  public static final TrainedWeights ALL = new TrainedWeights(weight -> true);

  /** Everything but BERT. */
  public static final TrainedWeights WITHOUT_BERT =
      new TrainedWeights(weight -> WeightGroup.of(weight) != WeightGroup.BERT);

  /** Everything but BERT, and BERT's last layers; its embeddings and pooler stay as they are. */
  public static TrainedWeights withLastBertLayers(int layers, int count) {
    return new TrainedWeights(
        weight -> {
          if (WeightGroup.of(weight) != WeightGroup.BERT) {
            return true;
          }
          String prefix = "text/bert/encoder/";
          if (!weight.path().startsWith(prefix)) {
            return false;
          }
          String rest = weight.path().substring(prefix.length());
          return Integer.parseInt(rest.substring(0, rest.indexOf('/'))) >= layers - count;
        });
  }

  /** Those of a list that train. */
  public List<Weight> of(List<Weight> weights) {
    return weights.stream().filter(Weight::trained).filter(trains).toList();
  }

  /** Those of a list that train in any phase. */
  public static List<Weight> union(List<TrainedWeights> phases, List<Weight> weights) {
    Set<Weight> union = new LinkedHashSet<>();
    phases.forEach(phase -> union.addAll(phase.of(weights)));
    return new ArrayList<>(union);
  }
}
