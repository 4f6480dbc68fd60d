package org.dmmsa.training.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dmmsa.model.ConfigCheck;

/**
 * Successive halving: all trials train a little, the best of them longer, and so on, so that most
 * of the time goes to those that are worth it.
 *
 * <p>Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter
 * optimization"; with a factor other than 2 as in Li et al. 2018, "Hyperband". Differs from both:
 * who goes on begins anew instead of training further, as a schedule depends on the number of
 * epochs, and the first epochs of a long run are not those of a short one.
 *
 * @param eta one of so many goes on, and trains so many times as long
 * @param epochsKey the config's key for the number of epochs
 * @param leastEpochs of the first rung
 */
record Halving(int eta, String epochsKey, int leastEpochs) {
  private static final int MOST = 100_000;

  Halving {
    ConfigCheck.require(eta >= 2, "eta", eta, "a whole number from 2 up");
    ConfigCheck.require(
        leastEpochs >= 1 && leastEpochs <= MOST, "least_epochs", leastEpochs, "1 to " + MOST);
  }

  /**
   * The rungs that so many trials climb: rung r has {@code trials / eta^r} of them, rounded down,
   * for {@code leastEpochs * eta^r} epochs, as long as there is one.
   */
  List<Rung> rungs(int trials) {
    List<Rung> rungs = new ArrayList<>();
    int epochs = leastEpochs;
    for (int left = trials; left > 0; left /= eta) {
      rungs.add(new Rung(rungs.size(), left, OptionalInt.of(epochs)));
      epochs *= eta; // no more than MOST times the number of trials
    }
    return rungs;
  }
}
