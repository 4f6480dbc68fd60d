package org.dmmsa.training.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Weight;

/**
 * The groups of a stage over the weights of its network. Epochs between which the same weights
 * train form a phase; phases count from 0.
 */
public final class ParameterGroups {
  private final Map<String, ParameterGroup> groups;
  private final Map<String, List<Weight>> own = new LinkedHashMap<>();
  private final Map<Weight, String> nameOf = new LinkedHashMap<>();
  private final List<Integer> thaws;

  /**
   * Sorts weights into groups; the first that matches has a weight.
   *
   * @param weights those that can be trained
   * @throws InvalidInputException if a weight has no group
   */
  public ParameterGroups(Map<String, ParameterGroup> groups, List<Weight> weights) {
    this.groups = groups;
    groups.keySet().forEach(name -> own.put(name, new ArrayList<>()));
    for (Weight weight : weights) {
      String name =
          groups.entrySet().stream()
              .filter(group -> group.getValue().has(weight))
              .findFirst()
              .map(Map.Entry::getKey)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "found no parameter group for the weight %s, expected one under part of"
                                  .formatted(weight.path())
                              + " its path, or a last one with under: \"\""));
      own.get(name).add(weight);
      nameOf.put(weight, name);
    }
    thaws = thaws();
  }

  /** After how many epochs something begins to train, in order; 0 is the first. */
  private List<Integer> thaws() {
    TreeSet<Integer> epochs = new TreeSet<>(List.of(0));
    groups.forEach(
        (name, group) -> {
          if (!group.trained(own.get(name)).isEmpty()) {
            epochs.add(group.frozenEpochs());
          }
        });
    return List.copyOf(epochs);
  }

  /** The group of a weight. */
  ParameterGroup of(Weight weight) {
    return groups.get(nameOf.get(weight));
  }

  /** What the rate of its group is multiplied with for a weight. */
  double rateFactor(Weight weight) {
    return of(weight).rateFactor(weight, own.get(nameOf(weight)));
  }

  /** The name of a weight's group. */
  String nameOf(Weight weight) {
    return nameOf.get(weight);
  }

  /** The rate of a group before the schedule's factor. */
  public double learningRate(String name) {
    return groups.get(name).learningRate();
  }

  double weightDecay(String name) {
    return groups.get(name).weightDecay();
  }

  /** All names, in order. */
  public List<String> names() {
    return List.copyOf(groups.keySet());
  }

  /** How many phases there are. */
  public int phases() {
    return thaws.size();
  }

  /** The phase of an epoch, epochs counted from 1. */
  public int phase(int epoch) {
    int phase = 0;
    while (phase + 1 < thaws.size() && epoch > thaws.get(phase + 1)) {
      phase++;
    }
    return phase;
  }

  /** The weights that train in a phase, in the order in which they were created. */
  public List<Weight> trained(int phase) {
    List<Weight> trained = new ArrayList<>();
    groups.forEach(
        (name, group) -> {
          if (group.frozenEpochs() <= thaws.get(phase)) {
            trained.addAll(group.trained(own.get(name)));
          }
        });
    return nameOf.keySet().stream().filter(trained::contains).toList();
  }

  /** The weights that train in any phase: those of the last one. */
  public List<Weight> everTrained() {
    return trained(thaws.size() - 1);
  }

  /** The names of the groups of which something trains in a phase. */
  public List<String> active(int phase) {
    List<Weight> trained = trained(phase);
    return groups.keySet().stream()
        .filter(name -> trained.stream().anyMatch(weight -> nameOf.get(weight).equals(name)))
        .toList();
  }
}
