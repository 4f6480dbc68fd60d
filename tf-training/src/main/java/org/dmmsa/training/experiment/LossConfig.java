package org.dmmsa.training.experiment;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.Dmmsa;
import org.dmmsa.model.DmmsaObjectives;
import org.dmmsa.model.loss.ContrastiveLoss;
import org.dmmsa.training.config.ConfigCheck;

/**
 * The terms of the loss; the regression of the sentiment is always one.
 *
 * @param polarity whether the coarse classification is a term
 * @param unimodal whether the shared unimodal regression is a term
 * @param contrastive whether the contrastive loss is a term
 * @param form which contrastive loss
 * @param temperature τ_m of the contrastive loss
 * @param phi φ of the smooth L1 losses, in units of the label
 */
public record LossConfig(
    boolean polarity,
    boolean unimodal,
    boolean contrastive,
    ContrastiveLoss.Form form,
    float temperature,
    float phi) {
  public LossConfig {
    ConfigCheck.require(temperature > 0, "temperature", temperature, "a number above 0");
    ConfigCheck.require(phi > 0, "phi", phi, "a number above 0");
  }

  /** As the network takes them. */
  public DmmsaObjectives objectives() {
    return new DmmsaObjectives(polarity, unimodal, contrastive, form, temperature, phi);
  }

  /** The terms that are weighted: J in the paper. */
  public List<String> weighted() {
    List<String> tasks = new ArrayList<>();
    if (unimodal) {
      tasks.add(Dmmsa.UNIMODAL);
    }
    if (contrastive) {
      tasks.add(Dmmsa.CONTRASTIVE);
    }
    return tasks;
  }
}
