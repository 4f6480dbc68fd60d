package org.dmmsa.training.data.synthetic;

/** The data set whose dimensions, label scale and keys are taken. */
public enum KnownDataset {
  /** Audio 375 x 5, vision 500 x 20, 50 tokens, labels in [-3, 3] by 0.2. */
  MOSI(5, 375, 20, 500, 50, 3, 5),
  /** Audio 500 x 74, vision 500 x 35, 50 tokens, labels in [-3, 3] by 1/3. */
  MOSEI(74, 500, 35, 500, 50, 3, 3),
  /** Audio 400 x 33, vision 55 x 709, 39 tokens, labels in [-1, 1] by 0.2, also per modality. */
  SIMS(33, 400, 709, 55, 39, 1, 5);

  final int audioFeatures;
  final int audioFrames;
  final int visionFeatures;
  final int visionFrames;
  final int tokens;
  final int range;
  final int stepsPerUnit;

  KnownDataset(int audio, int audioT, int vision, int visionT, int tokens, int range, int steps) {
    this.audioFeatures = audio;
    this.audioFrames = audioT;
    this.visionFeatures = vision;
    this.visionFrames = visionT;
    this.tokens = tokens;
    this.range = range;
    this.stepsPerUnit = steps;
  }

  boolean hasUnimodalLabels() {
    return this == SIMS;
  }

  /** A sentiment in [-1, 1] on the grid of this data set's labels. */
  float label(double sentiment) {
    // Adding 0 turns a negative zero into the usual one.
    return (float) Math.rint(sentiment * range * stepsPerUnit) / stepsPerUnit + 0f;
  }
}
