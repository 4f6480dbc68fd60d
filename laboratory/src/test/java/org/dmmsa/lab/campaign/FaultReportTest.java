package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.lab.campaign.FaultTrial.Outcome;
import org.junit.jupiter.api.Test;

class FaultReportTest {
  private static FaultTrial trial(
      String command, String kind, Outcome outcome, double seconds, String... problems) {
    return new FaultTrial(
        command,
        1,
        kind,
        "operation 1 of 2",
        Optional.empty(),
        outcome,
        seconds,
        "",
        Path.of("x"),
        List.of(problems));
  }

  @Test
  void trialsAreCountedByKind() {
    FaultTrial lost = trial("train", "disk full", Outcome.REFUSED, 2, "summary.csv: found nothing");
    FaultReport report =
        FaultReport.of(
            7,
            List.of(
                trial("train", "disk full", Outcome.REFUSED, 3),
                lost,
                trial("train", "short write", Outcome.HARMLESS, 1),
                trial("export", "short write", Outcome.NOT_REACHED, 1),
                trial("export", "kill", Outcome.KILLED, 1)));
    assertThat(report.kinds())
        .containsExactly(
            new FaultFigures("disk full", 2, 0, 2, 0, 1, 0, 3),
            new FaultFigures("short write", 1, 1, 0, 0, 1, 1, 1),
            new FaultFigures("kill", 1, 0, 0, 1, 1, 0, 1));
    assertThat(report.commands()).isEqualTo(Map.of("train", 3, "export", 2));
    assertThat(report.findings()).containsExactly(lost);
  }
}
