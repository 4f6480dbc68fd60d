package org.dmmsa.training.optimizer;

import java.util.List;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.training.weighting.LossWeighting;

/**
 * Weights that are moved alike.
 *
 * @param under what their paths start with, as in {@code text/bert/}; empty for all that no group
 *     before it has
 * @param learningRate per step, before the schedule's factor
 * @param weightDecay share of a weight, in the sense of the optimizer
 * @param layerDecay what the rate of each encoder layer is multiplied with to get that of the layer
 *     below it, and at last that of the embeddings; the last layer and all above it have the rate
 *     itself (Sun et al. 2019, "How to Fine-Tune BERT for Text Classification?", section 5.3.3); 1
 *     where it is left out
 * @param decays which of them decay; kernels where it is left out. What a weighting learns never
 *     does
 * @param freeze which of them train, and from when on; all from the first epoch where it is left
 *     out
 */
public record ParameterGroup(
    String under,
    double learningRate,
    double weightDecay,
    Optional<Double> layerDecay,
    Optional<Decays> decays,
    Optional<Freeze> freeze) {

  /** Which weights decay. */
  public enum Decays {
    /** Kernels and tables; not biases and norm gains (BERT's rule, and ConFEDE's). */
    KERNELS,
    ALL
  }

  /**
   * What of a group stays as it is.
   *
   * @param train {@code all}, {@code none}, or {@code last-N} for the last N of its encoder's
   *     layers, whose embeddings and pooler then stay as they are
   * @param epochs how many epochs all of it is left alone before that
   */
  public record Freeze(String train, int epochs) {
    /** Nothing stays as it is. */
    static final Freeze NOTHING = new Freeze("all", 0);

    public Freeze {
      ConfigCheck.require(
          train.matches("all|none|last-[1-9]\\d{0,3}"),
          "train",
          train,
          "all, none or last-N for N layers");
      ConfigCheck.require(epochs >= 0, "epochs", epochs, "an epoch count from 0 up");
    }
  }

  public ParameterGroup {
    ConfigCheck.require(learningRate >= 0, "learning_rate", learningRate, "a number from 0 up");
    ConfigCheck.require(weightDecay >= 0, "weight_decay", weightDecay, "a number from 0 up");
    double decay = layerDecay.orElse(1.0);
    ConfigCheck.require(decay > 0 && decay <= 1, "layer_decay", decay, "a number in (0, 1]");
  }

  boolean has(Weight weight) {
    return weight.path().startsWith(under);
  }

  boolean decays(Weight weight) {
    return weightDecay > 0
        && !weight.path().startsWith(LossWeighting.PATH)
        && (decays.orElse(Decays.KERNELS) == Decays.ALL || weight.decays());
  }

  int frozenEpochs() {
    return freeze.orElse(Freeze.NOTHING).epochs();
  }

  /** Those of the group's weights that train once its frozen epochs are over. */
  List<Weight> trained(List<Weight> own) {
    String train = freeze.orElse(Freeze.NOTHING).train();
    return switch (train) {
      case "all" -> own;
      case "none" -> List.of();
      default -> {
        int last = Integer.parseInt(train.substring("last-".length()));
        int layers = layers(own);
        yield own.stream().filter(w -> layer(w) >= Math.max(0, layers - last)).toList();
      }
    };
  }

  /**
   * What the group's rate is multiplied with for one of its weights.
   *
   * @param own all weights of the group
   */
  double rateFactor(Weight weight, List<Weight> own) {
    int layer = layer(weight); // -1 of embeddings too, which are below the first layer
    boolean inside = layer >= 0 || weight.path().startsWith(under + "embeddings/");
    return inside ? Math.pow(layerDecay.orElse(1.0), layers(own) - 1 - layer) : 1;
  }

  private int layers(List<Weight> own) {
    return own.stream().mapToInt(this::layer).max().orElse(-1) + 1;
  }

  /** The number of the encoder layer that a weight is in; -1 elsewhere. */
  private int layer(Weight weight) {
    String prefix = under + "encoder/";
    if (!weight.path().startsWith(prefix)) {
      return -1;
    }
    String rest = weight.path().substring(prefix.length());
    return Integer.parseInt(rest.substring(0, rest.indexOf('/')));
  }
}
