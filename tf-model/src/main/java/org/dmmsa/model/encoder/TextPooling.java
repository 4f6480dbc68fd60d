package org.dmmsa.model.encoder;

/** How the states of a BERT become one vector. */
public enum TextPooling {
  /**
   * The trained map of the state at [CLS] (Devlin et al. 2019): what ConFEDE and the paper have.
   */
  POOLER,
  /** The mean of the states at real tokens (Reimers and Gurevych 2019); there is no pooler. */
  MEAN
}
