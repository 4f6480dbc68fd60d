package org.dmmsa.lab.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.dmmsa.lab.clients.ServeFinding.Kind;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ServeCampaignTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int NO_BOUND = 1 << 20; // MiB

  @Test
  void nothingIsFoundWhereAllIsAsItShouldBe() {
    List<Integer> heard = new ArrayList<>();
    ServeReport report =
        new ServeCampaign(FakeModel.honest(), plan(NO_BOUND, LONG, LONG))
            .run(minute -> heard.add(minute.minute()));
    assertThat(report.findings()).isEmpty();
    assertThat(report.hung()).isFalse();
    assertThat(heard).containsExactly(1, 2);
    assertThat(report.soak().orElseThrow().minutes()).hasSize(2);
    ServeReport.Asked asked = report.asked();
    assertThat(asked.wrong()).containsOnlyKeys(Mistake.values());
    assertThat(asked.requests()).isGreaterThan(asked.right());
    assertThat(asked.right()).isPositive();
    assertThat(asked.rows()).isGreaterThan(asked.right());
    assertThat(asked.worstMs()).isPositive();
    assertThat(asked.worstDifference()).isLessThan(1e-6);
  }

  @Test
  void anAnswerThatDiffersIsFound() {
    assertThat(found(scores(rows -> plus(rows, 1.2e-5f)))).containsExactly("WRONG_ANSWER rows");
    assertThat(found(scores(rows -> plus(rows, 5e-6f)))).isEmpty();
    assertThat(found(scores(rows -> plus(rows, Float.NaN)))).containsExactly("WRONG_ANSWER rows");
  }

  @Test
  void anAnswerForAnotherRowIsFound() {
    assertThat(found(scores(ServeCampaignTest::turned))).containsExactly("WRONG_ANSWER rows");
    assertThat(found(scores(rows -> new float[rows.length + 1][1])))
        .containsExactly("WRONG_ANSWER rows");
    assertThat(found(scores(rows -> new float[rows.length][2])))
        .containsExactly("WRONG_ANSWER rows");
  }

  @Test
  void aWrongRequestThatIsAnsweredIsFound() {
    FakeModel.Lie answering =
        (request, truth) -> {
          try {
            return truth.get();
          } catch (InvalidInputException e) {
            return FakeModel.of(new float[1][1]);
          }
        };
    assertThat(found(answering))
        .isNotEmpty()
        .allMatch(each -> each.matches("(ANSWERED|OTHER_MESSAGE) .*"));
    assertThat(found(answering)).anyMatch(each -> each.startsWith("ANSWERED "));
  }

  @Test
  void otherWordsOrLinesAreFound() {
    for (String end : List.of(" (thread 7)", "\nsecond line")) {
      assertThat(
              found(
                  (request, truth) -> {
                    try {
                      return truth.get();
                    } catch (InvalidInputException e) {
                      throw new InvalidInputException(e.getMessage() + end, e);
                    }
                  }))
          .isNotEmpty()
          .allMatch(each -> each.startsWith("OTHER_MESSAGE "));
    }
  }

  @Test
  void rowsThatAreRefusedAndFaultsAreFound() {
    assertThat(
            found(
                (request, truth) -> {
                  truth.get();
                  throw new InvalidInputException("busy");
                }))
        .containsExactly("REFUSED rows");
    assertThat(
            found(
                (request, truth) -> {
                  truth.get();
                  throw new IllegalStateException("lost");
                }))
        .containsExactly("FAULT rows");
  }

  @Test
  void whatTakesTooLongIsFound() {
    ServeReport report =
        new ServeCampaign(FakeModel.honest(), plan(NO_BOUND, Duration.ZERO, LONG))
            .run(minute -> {});
    assertThat(report.findings()).extracting(ServeFinding::kind).containsOnly(Kind.SLOW);
  }

  /** Its thread ends as the campaign interrupts it. */
  @Test
  void aRequestWithoutAnAnswerEndsTheCampaign() {
    CountDownLatch never = new CountDownLatch(1);
    FakeModel model =
        FakeModel.lying(
            (request, truth) -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new IllegalStateException("interrupted");
            });
    ServeReport report =
        new ServeCampaign(model, plan(NO_BOUND, LONG, Duration.ofMillis(100))).run(minute -> {});
    assertThat(report.hung()).isTrue();
    assertThat(report.findings()).extracting(ServeFinding::kind).contains(Kind.HANG);
  }

  @Test
  void memoryThatGrowsIsFound() {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")));
    ServeReport report =
        new ServeCampaign(FakeModel.honest(), plan(-NO_BOUND, LONG, LONG)).run(minute -> {});
    assertThat(report.findings()).singleElement().isNotNull();
    ServeFinding finding = report.findings().get(0);
    assertThat(finding.kind()).isEqualTo(Kind.GROWTH);
    assertThat(finding.message())
        .endsWith("than after the first minute, expected at most -1048576");
  }

  private static ServeCampaign.Plan plan(int growthMib, Duration longest, Duration patience) {
    return new ServeCampaign.Plan(2, 20, growthMib, longest, patience);
  }

  private static List<String> found(FakeModel.Lie lie) {
    return new ServeCampaign(FakeModel.lying(lie), plan(NO_BOUND, LONG, LONG))
        .run(minute -> {}).findings().stream()
            .map(finding -> finding.kind() + " " + finding.request())
            .toList();
  }

  private static FakeModel.Lie scores(UnaryOperator<float[][]> change) {
    return (request, truth) ->
        FakeModel.of(change.apply(truth.get().byName().get(Outputs.SENTIMENT)));
  }

  private static float[][] plus(float[][] rows, float more) {
    rows[rows.length - 1][0] += more;
    return rows;
  }

  private static float[][] turned(float[][] rows) {
    List<float[]> turned = new ArrayList<>(List.of(rows));
    Collections.reverse(turned);
    return turned.toArray(float[][]::new);
  }
}
