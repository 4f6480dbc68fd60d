package org.dmmsa.lab.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WaitingTest {
  private final Findings findings = new Findings();

  @Test
  void aWaitIsSeenWhileItLastsAndRemembered() {
    Waiting waiting = new Waiting(findings, Long.MAX_VALUE);
    assertThat(waiting.now()).isZero();
    long within = waiting.during("rows", waiting::now);
    assertThat(within).isPositive();
    assertThat(waiting.now()).isZero();
    assertThat(waiting.worst()).isGreaterThanOrEqualTo(within);
    waiting.restart();
    assertThat(waiting.worst()).isZero();
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void whatTakesLongerIsFoundOnceWithItsCountAlsoIfItThrows() {
    Waiting waiting = new Waiting(findings, 0);
    waiting.during("rows", () -> 1);
    assertThatThrownBy(
            () ->
                waiting.during(
                    "rows",
                    () -> {
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");
    assertThat(waiting.now()).isZero();
    ServeFinding found = findings.all().get(0);
    assertThat(findings.all()).hasSize(1);
    assertThat(found.kind()).isEqualTo(ServeFinding.Kind.SLOW);
    assertThat(found.request()).isEqualTo("rows");
    assertThat(found.times()).isEqualTo(2);
  }
}
