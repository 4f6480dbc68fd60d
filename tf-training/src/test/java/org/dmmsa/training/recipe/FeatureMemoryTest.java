package org.dmmsa.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMemoryTest {
  private static final float[] LABELS = {1, 0, 2, -1};

  private final FeatureMemory memory = new FeatureMemory(4);

  @Test
  void aCentreIsTheMeanOfARowsLastFeaturesAndOfZerosOfOthers() {
    memory.put(List.of(0, 1), new float[][] {{9, 9}, {7, 7}});
    memory.put(List.of(3, 0), new float[][] {{-1, 5}, {2, 4}});
    assertThat(memory.centre(LABELS, 1, 2)).containsExactly(1, 2); // of (2, 4) and (0, 0)
    assertThat(memory.centre(LABELS, -1, 2)).containsExactly(-1, 5);
    assertThat(memory.centre(new float[4], 1, 2)).containsOnly(Double.NaN);
  }

  @Test
  void aFeatureLeansByTheShareThatItIsNearer() {
    memory.put(List.of(0, 2, 3), new float[][] {{3, 0}, {3, 0}, {-3, 0}});
    double[] leanings = memory.leanings(new float[][] {{1, 0}, {-1, 0}, {0, 4}}, LABELS);
    assertThat(leanings[0]).isCloseTo(1, within(1e-7)); // (4 - 2) / 2
    assertThat(leanings[1]).isCloseTo(-0.5, within(1e-7)); // (2 - 4) / 4
    assertThat(leanings[2]).isZero();
    assertThat(memory.leanings(new float[][] {{1, 0}}, new float[4])).containsOnly(Double.NaN);
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    memory.put(List.of(2), new float[][] {{0.1f, Float.MIN_VALUE, -0f}});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    memory.write(new DataOutputStream(bytes));
    FeatureMemory other = new FeatureMemory(4);
    other.put(List.of(0), new float[][] {{1, 1, 1}});
    other.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(other.centre(LABELS, 1, 3)).isEqualTo(memory.centre(LABELS, 1, 3));
  }
}
