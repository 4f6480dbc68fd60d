package org.dmmsa.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.lab.clients.Mistake;
import org.dmmsa.lab.clients.ServeFinding;
import org.dmmsa.lab.clients.ServeReport;
import org.dmmsa.tools.bench.MemoryUse;
import org.dmmsa.tools.bench.Soak;
import org.dmmsa.tools.bench.SoakMinute;
import org.junit.jupiter.api.Test;

class ServeTextTest {
  @Test
  void withoutFindingsItSaysWhatWasAsked() {
    assertThat(ServeText.of(report(List.of())).lines())
        .containsExactly(
            "2 cores (a cpu), Linux amd64, CPU:0, TensorFlow 2.18.0 with its choice of threads, Java 17",
            "2026-11-26, commit abc, 8 threads ask the model in x",
            "wrong request  asked",
            "other rank         4",
            "no rows            3",
            "90 right requests of 400 rows, the slowest 12.3 ms, largest difference 2.0e-07 of 1e-05",
            "growth from minute 1 to 2: heap +0.0 MiB, resident +1.0 MiB",
            "97 requests: nothing was found");
  }

  @Test
  void eachFindingHasALine() {
    ServeFinding finding =
        new ServeFinding(ServeFinding.Kind.OTHER_MESSAGE, "no rows", "found 'a'", 17);
    assertThat(ServeText.of(report(List.of(finding))).lines())
        .contains("found: other message, no rows, 17 times: found 'a'", "97 requests: 1 FINDINGS");
  }

  private static ServeReport report(List<ServeFinding> findings) {
    Soak soak = Soak.of(List.of(minute(1, 10 << 20), minute(2, 11 << 20)));
    return new ServeReport(
        "2026-11-26",
        Optional.of("abc"),
        new Host(2, Optional.of("a cpu"), "Linux amd64", "2.18.0", "17", List.of("CPU:0"), 0),
        "the model in x",
        8,
        64,
        1e-5,
        new ServeReport.Asked(
            90, 400, Map.of(Mistake.OTHER_RANK, 4L, Mistake.NO_ROWS, 3L), 12.34, 2e-7),
        Optional.of(soak),
        findings);
  }

  private static SoakMinute minute(int number, long resident) {
    return new SoakMinute(number, 5, new MemoryUse(7, OptionalLong.of(resident)));
  }
}
