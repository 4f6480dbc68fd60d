package org.dmmsa.model;

import org.dmmsa.model.loss.ContrastiveLoss;

/**
 * Which terms DMMSA's loss has and their constants. The regression of the sentiment is always
 * there.
 *
 * @param polarity whether the coarse classification (L_MSC) is a term
 * @param unimodal whether the shared unimodal regression (L_Uni) is a term
 * @param contrastive whether the contrastive loss (L_CL) is a term
 * @param form which contrastive loss
 * @param temperature τ_m of the contrastive loss
 * @param phi φ of the smooth L1 losses, in units of the label
 */
public record DmmsaObjectives(
    boolean polarity,
    boolean unimodal,
    boolean contrastive,
    ContrastiveLoss.Form form,
    float temperature,
    float phi) {}
