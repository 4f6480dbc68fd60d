package org.dmmsa.tools;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.LossSpike;
import org.dmmsa.training.TrainingDivergedException;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.TrainingState;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line an epoch on stderr, and on a terminal a bar for the epoch that runs. */
final class TrainingProgress implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingProgress.class);

  /** Set by the start script, which can tell; Java cannot for stderr alone. */
  private static final boolean TERMINAL = Boolean.getBoolean("dmmsa.terminal");

  private static final int WIDTH = 78;

  private int epochs;
  private int steps;
  private ProgressBar bar;

  private TrainingProgress() {}

  /** For each seed of an experiment, announced when it is its turn. */
  static Run.Listeners listeners(RunConfig config) {
    return (seed, folder) -> {
      if (config.seeds().size() > 1) {
        LOG.info("seed {}, of {}", seed, config.seeds());
      }
      return List.of(new TrainingProgress());
    };
  }

  @Override
  public void stageStarted(String stage, int epochs, int epochsDone, int stepsPerEpoch) {
    this.epochs = epochs;
    steps = stepsPerEpoch;
    String more = epochsDone > 0 ? ", " + epochsDone + " of them done" : "";
    LOG.info("{}: {} epochs of {} steps{}", stage, epochs, stepsPerEpoch, more);
  }

  @Override
  public void stepDone(String stage, int epoch, int step, Map<String, Double> losses) {
    if (!TERMINAL) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(stage + " " + epoch + "/" + epochs)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setMaxRenderedLength(WIDTH)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
              .clearDisplayOnFinish()
              .build();
    }
    bar.stepTo(step);
    if (step == steps) {
      closeBar();
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    closeBar();
    LOG.info(
        "{} {}/{}  loss {}{}  valid mae {} corr {}  {} s, {} samples/s{}",
        result.stage(),
        result.epoch(),
        epochs,
        numbers(result.losses()),
        result.lossWeights().isEmpty() ? "" : "  weights " + numbers(result.lossWeights()),
        metric(result, Metric.MAE),
        metric(result, Metric.CORR),
        number(result.seconds(), 1),
        number(result.samplesPerSecond(), 0),
        result.best() ? " *" : "");
  }

  @Override
  public void lossSpiked(LossSpike spike) {
    LOG.warn("{}", spike.line());
  }

  @Override
  public void rewound(TrainingDivergedException why, TrainingState back) {
    closeBar();
    LOG.warn(
        "{}; back to {}, on with {} of the rates",
        why.found(),
        place(back),
        number(back.rateFactor(), 3));
  }

  private static String place(TrainingState at) {
    if (at.totalSteps() == 0) {
      return "the beginning";
    }
    return at.step() == 0
        ? "the end of epoch " + at.epoch()
        : "step " + at.step() + " of epoch " + (at.epoch() + 1);
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static String numbers(Map<String, Double> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + number(entry.getValue(), 3))
        .collect(Collectors.joining(", "));
  }

  private static String metric(EpochResult result, Metric metric) {
    return number(result.valid().get(metric).orElse(Double.NaN), 3);
  }

  private static String number(double value, int decimals) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
