package org.dmmsa.model;

/** A network whose encoders can be trained alone before they are trained together. */
public interface PretrainedParts extends ModelConfig {
  /**
   * The encoder of one modality with a head of its own, which is thrown away. The encoder has the
   * weight paths that it has in the whole network, all under the modality's key.
   */
  ModelConfig alone(Modality modality);
}
