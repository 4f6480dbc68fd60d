package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same run in single precision and with matrix products in bfloat16. */
@Tag("long")
class PrecisionRunTest {
  /** Three digits are kept in bfloat16, and each step adds a little. */
  private static final double PERCENT = 3;

  @TempDir Path folder;

  @Test
  void lossesInBfloat16AreNearThoseInSinglePrecision() throws IOException {
    assumeTrue(Processor.multipliesBfloat16());
    List<JsonNode> single = epochs("float32");
    List<JsonNode> half = epochs("bfloat16");
    assertThat(half).hasSameSizeAs(single).isNotEqualTo(single);
    for (int i = 0; i < single.size(); i++) {
      JsonNode losses = half.get(i).get("losses");
      for (var loss : single.get(i).get("losses").properties()) {
        assertThat(losses.get(loss.getKey()).asDouble())
            .as(loss.getKey())
            .isCloseTo(loss.getValue().asDouble(), withinPercentage(PERCENT));
      }
    }
  }

  private List<JsonNode> epochs(String precision) throws IOException {
    Path run = folder.resolve(precision);
    Run.fresh(SmallRun.config("runtime.precision=" + precision), run)
        .train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
    return SmallRun.epochs(run);
  }
}
