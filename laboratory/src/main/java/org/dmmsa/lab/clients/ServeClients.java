package org.dmmsa.lab.clients;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.bench.Requests;
import org.dmmsa.training.data.Split;

/** What clients ask, and what comes of it. Safe for use by several threads. */
final class ServeClients {
  private static final int MOST_ROWS = 8;
  private static final int ONE_WRONG_IN = 10;
  private static final int VARIANTS = 16; // of each mistake
  private static final long SEED = 1;
  private static final String ROWS = "rows";

  private final ScoringModel model;
  private final Requests requests;
  private final Split padded;
  private final WrongRequests wrong;
  private final List<Mistake> mistakes;
  private final Findings findings;
  private final Waiting waiting;
  private final LongAdder right = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final Map<Mistake, LongAdder> wrongly = new EnumMap<>(Mistake.class);
  private final DoubleAccumulator difference = new DoubleAccumulator(Math::max, 0);
  private volatile boolean stopped;

  /**
   * What one thread was told while nobody else asked.
   *
   * @param answers of each row
   * @param refusals of each wrong request, by its mistake and its variant
   */
  record Alone(KnownAnswers answers, Map<Mistake, List<String>> refusals) {}

  /** Makes up rows for a model; nothing is asked yet. */
  ServeClients(ScoringModel model, Findings findings, Waiting waiting) {
    this.model = model;
    this.findings = findings;
    this.waiting = waiting;
    MadeUpClips clips = MadeUpClips.of(model.inputs(), model.expects(), new SplittableRandom(SEED));
    requests = Requests.of(model, clips);
    padded = clips.padded(model.expects().tokens());
    wrong = new WrongRequests(requests, MOST_ROWS);
    mistakes = wrong.possible();
    mistakes.forEach(mistake -> wrongly.put(mistake, new LongAdder()));
  }

  /** Asks for every row and sends every wrong request, one after the other. */
  Alone alone() {
    KnownAnswers answers = KnownAnswers.of(requests, waiting);
    Map<Mistake, List<String>> refusals = new EnumMap<>(Mistake.class);
    for (Mistake mistake : mistakes) {
      refusals.put(
          mistake,
          IntStream.range(0, VARIANTS).mapToObj(variant -> refusal(mistake, variant)).toList());
    }
    return new Alone(answers, refusals);
  }

  /**
   * Asks once.
   *
   * @throws IllegalStateException if it was stopped
   */
  void ask(RandomGenerator random, Alone alone) {
    if (stopped) {
      throw new IllegalStateException("the campaign is over");
    }
    if (random.nextInt(ONE_WRONG_IN) > 0) {
      askForRows(random, alone.answers());
      return;
    }
    Mistake mistake = mistakes.get(random.nextInt(mistakes.size()));
    int variant = random.nextInt(VARIANTS);
    String found = refusal(mistake, variant);
    String expected = alone.refusals().get(mistake).get(variant);
    if (!found.equals(expected)) {
      findings.add(
          ServeFinding.Kind.OTHER_MESSAGE,
          mistake.text(),
          "found '%s', expected '%s'".formatted(found, expected));
    }
    wrongly.get(mistake).increment();
  }

  /** Sends a wrong request; what is said to it. */
  private String refusal(Mistake mistake, int variant) {
    try (InputTensors request = wrong.make(mistake, variant)) {
      Refusal refusal = waiting.during(mistake.text(), () -> Refusal.of(model, request));
      refusal.problem().ifPresent(kind -> findings.add(kind, mistake.text(), refusal.message()));
      return refusal.message();
    }
  }

  private void askForRows(RandomGenerator random, KnownAnswers known) {
    Split split = random.nextBoolean() ? requests.split() : padded;
    List<Integer> drawn =
        random.ints(1 + random.nextInt(MOST_ROWS), 0, split.size()).boxed().toList();
    try (InputTensors request = requests.inputs().inputs(split, drawn)) {
      compare(drawn, waiting.during(ROWS, () -> model.answer(request)), known);
    } catch (InvalidInputException e) {
      findings.add(ServeFinding.Kind.REFUSED, ROWS, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // whatever it is, it is what is looked for
      findings.add(ServeFinding.Kind.FAULT, ROWS, e.toString());
    }
    right.increment();
    rows.add(drawn.size());
  }

  private void compare(List<Integer> drawn, Answers found, KnownAnswers known) {
    double largest = known.difference(drawn, found);
    if (largest <= KnownAnswers.TOLERANCE) {
      difference.accumulate(largest);
    } else {
      findings.add(
          ServeFinding.Kind.WRONG_ANSWER,
          ROWS,
          String.format(
              Locale.ROOT,
              "found a difference of %.3g from what the same rows got alone, expected at most %.0e",
              largest,
              KnownAnswers.TOLERANCE));
    }
  }

  /** Lets no client ask once more. */
  void stop() {
    stopped = true;
  }

  /** What was asked so far, but alone. */
  ServeReport.Asked asked() {
    Map<Mistake, Long> byMistake = new EnumMap<>(Mistake.class);
    wrongly.forEach((mistake, count) -> byMistake.put(mistake, count.sum()));
    return new ServeReport.Asked(
        right.sum(), rows.sum(), byMistake, waiting.worst() / 1e6, difference.get());
  }
}
