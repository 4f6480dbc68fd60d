package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolaritySchemeTest {
  /** Scores at and one float beside every edge; the classes are from a PyTorch statement. */
  private static final float[] SCORES = {
    -3f, -1f, -0.6f, -0.10000001f, -0.1f, -0.099999f, -0.0f, 0f,
    1e-9f, 0.1f, 0.10000001f, 0.2f, 0.7f, 3f, 0.10000001f, -0.10000001f
  };

  @Test
  void signHasOnlyZeroAsNeutral() {
    assertThat(PolarityScheme.SIGN.classesOf(SCORES))
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 0);
  }

  @Test
  void edgesAreClosedOnTheRightInSinglePrecision() {
    assertThat(PolarityScheme.EDGES.classesOf(SCORES))
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 0);
  }

  @Test
  void roundedSendsHalvesToNeutral() {
    float[] scores = {-3f, -0.51f, -0.5f, -0.0f, 0.5f, 0.51f, 1.5f, 3f};
    assertThat(PolarityScheme.ROUNDED.classesOf(scores)).containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
  }
}
