package org.dmmsa.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.lab.campaign.FaultFigures;
import org.dmmsa.lab.campaign.FaultReport;
import org.dmmsa.lab.campaign.FaultTrial;
import org.junit.jupiter.api.Test;

class FaultsTextTest {
  private static String text(FaultTrial... findings) {
    return FaultsText.of(
        new FaultReport(
            "2026-01-02",
            Optional.of("abc"),
            new Host(2, Optional.empty(), "Linux", "2.18.0", "17", List.of("CPU:0"), 1),
            7,
            5,
            Map.of("train", 5),
            List.of(new FaultFigures("sync error", 4, 1, 3, 0, 3, 1, 4.25)),
            List.of(findings)));
  }

  @Test
  void figuresAreByKind() {
    assertThat(text())
        .contains("2026-01-02, commit abc, seed 7: train 5\n")
        .containsPattern("sync error +4 +1 +3 +0 +3 +1 +4\\.3\n")
        .endsWith("5 trials: nothing was lost, and all was said in one line\n");
  }

  @Test
  void aFindingIsNamedWithAllThatRepeatsIt() {
    FaultTrial finding =
        new FaultTrial(
            "train",
            2,
            "sync error",
            "operation 3 of 12, sync .model.yaml.tmp",
            Optional.of("sync .model.yaml.tmp"),
            FaultTrial.Outcome.FAILED,
            1.5,
            "",
            Path.of("kept/train/trial-2"),
            List.of("found exit code 1"));
    assertThat(text(finding))
        .contains(
            "found: train, trial 2, kept in kept/train/trial-2\n",
            "  sync error at sync .model.yaml.tmp (operation 3 of 12, sync .model.yaml.tmp)\n",
            "  found exit code 1\n")
        .endsWith("5 trials: 1 FINDINGS\n");
  }
}
