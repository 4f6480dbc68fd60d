package org.dmmsa.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.lab.campaign.CommandFigures;
import org.dmmsa.lab.campaign.Kill;
import org.dmmsa.lab.campaign.KillReport;
import org.dmmsa.lab.campaign.Phase;
import org.dmmsa.lab.campaign.Round;
import org.junit.jupiter.api.Test;

class KillTextTest {
  @Test
  void whatWasLostIsNamedWithAllThatRepeatsIt() {
    Round lost =
        new Round(
            "joint",
            2,
            Path.of("kept/joint/round-2"),
            List.of(new Kill("at 0.250 of the uninterrupted time", 1.5, Phase.BETWEEN_RUNS)),
            4.5,
            List.of("summary.csv: found nothing"));
    KillReport report =
        new KillReport(
            "2026-01-02",
            Optional.of("abc"),
            new Host(2, Optional.empty(), "Linux", "2.18.0", "17", List.of("CPU:0"), 1),
            7,
            3,
            5,
            Map.of(Phase.BETWEEN_RUNS, 5),
            2,
            1,
            List.of(new CommandFigures("joint", 6, 9, 5, 2, 1, 4.5)),
            List.of(lost));
    assertThat(KillText.of(report))
        .contains(
            "2026-01-02, commit abc, seed 7, up to 3 kills a run\n",
            "killed while between runs 5\n",
            "lost: joint, round 2, kept in kept/joint/round-2\n",
            "  killed after 1.50 s (at 0.250 of the uninterrupted time), while between runs\n",
            "  summary.csv: found nothing\n",
            "5 kills, 1 of 2 runs survived: SOMETHING WAS LOST\n");
  }
}
