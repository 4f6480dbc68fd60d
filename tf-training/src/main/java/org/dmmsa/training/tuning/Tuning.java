package org.dmmsa.training.tuning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;

/**
 * A search with all its possible runs laid out.
 *
 * <p>Trials are judged by what their epochs are chosen by, on the validation split. Figures of the
 * test split are not looked at: who chooses settings by them has no unseen data left, and reports a
 * figure that new data will not repeat.
 *
 * @param config what is searched
 * @param where the config that is varied, and the folder
 * @param runs of every trial in every rung, whether it gets so far or not
 */
public record Tuning(TuningConfig config, Surroundings where, List<TrialRun> runs) {

  /**
   * What a user says of a search.
   *
   * @param config the file that is varied
   * @param set its overrides, which no trial changes
   * @param folder of the runs and results
   */
  public record Surroundings(Path config, List<String> set, Path folder) {}

  /**
   * Lays out a search; nothing is written. Runs that were begun have to be of the same configs.
   *
   * @param space a file as in {@code configs/tune/}
   * @throws InvalidInputException if it, the config or one of the trials cannot be used
   */
  public static Tuning of(Path space, Surroundings where) {
    TuningConfig config = TuningConfig.YAML.read(space, List.of(), TuningConfig.class);
    for (String set : where.set()) {
      String key = set.replaceFirst("=.*", "").strip();
      if (config.space().containsKey(key)) {
        throw new InvalidInputException(
            "--set %s: found a key that %s varies, expected another".formatted(set, space));
      }
    }
    read(where, List.of()); // its own mistakes are not a trial's
    List<TrialRun> runs = new ArrayList<>();
    for (Rung rung : config.rungs()) {
      for (Trial trial : config.drawn()) {
        for (long seed : config.seeds()) {
          runs.add(run(space, config, where, trial, rung, seed));
        }
      }
    }
    requireOneMeasure(space, runs);
    runs.stream().filter(run -> run.done() || run.stopped()).forEach(TrialRun::existing);
    return new Tuning(config, where, List.copyOf(runs));
  }

  private static RunConfig read(Surroundings where, List<String> overrides) {
    List<String> all = Stream.concat(where.set().stream(), overrides.stream()).toList();
    return RunConfig.YAML.read(where.config(), all, RunConfig.class).withAbsolutePaths();
  }

  private static TrialRun run(
      Path space, TuningConfig config, Surroundings where, Trial trial, Rung rung, long seed) {
    List<String> overrides = new ArrayList<>(overrides(config, trial, rung));
    overrides.add("seeds=[" + seed + "]");
    String name =
        "trial-%d%s-seed-%d"
            .formatted(trial.number(), rung.number() == 0 ? "" : "-rung-" + rung.number(), seed);
    try {
      return new TrialRun(
          trial,
          rung,
          seed,
          read(where, overrides),
          new RunFolder(where.folder().resolve("runs").resolve(name)));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "%s, trial %d: %s".formatted(space, trial.number(), e.getMessage()), e);
    }
  }

  private static void requireOneMeasure(Path space, List<TrialRun> runs) {
    List<String> measures =
        runs.stream().map(run -> run.config().selection().by().key()).distinct().toList();
    if (measures.size() > 1) {
      throw new InvalidInputException(
          "%s: found trials whose epochs are chosen by %s, expected one metric to judge all"
              .formatted(space, String.join(" and ", measures)));
    }
  }

  /** What a trial changes in the config, as {@code a.b=value}. */
  List<String> overrides(Trial trial, Rung rung) {
    return overrides(config, trial, rung);
  }

  private static List<String> overrides(TuningConfig config, Trial trial, Rung rung) {
    List<String> overrides = new ArrayList<>(trial.overrides());
    config
        .halving()
        .ifPresent(how -> overrides.add(how.epochsKey() + "=" + rung.epochs().getAsInt()));
    return overrides;
  }

  /** The config of a trial with the seeds of the file that is varied. */
  RunConfig config(Trial trial, Rung rung) {
    return read(where, overrides(trial, rung));
  }

  /** What trials are judged by. */
  public Metric by() {
    return runs.get(0).config().selection().by();
  }

  /** The rounds in their order. */
  public List<Rung> rungs() {
    return config.rungs();
  }

  /** Who takes part in a rung: all in the first, then the best of the one before. */
  List<Trial> taking(Rung rung) {
    return rung.number() == 0
        ? config.drawn()
        : TrialResult.best(results(rungs().get(rung.number() - 1)), by(), rung.trials());
  }

  /** The runs of a rung, trial by trial; those of the rung before have to be done. */
  public List<TrialRun> runs(Rung rung) {
    List<Trial> taking = taking(rung);
    return runs.stream()
        .filter(run -> run.rung().equals(rung) && taking.contains(run.trial()))
        .toList();
  }

  /** What those who took part in a rung reached; failures have no figure. */
  List<TrialResult> results(Rung rung) {
    Map<Trial, List<TrialRun>> byTrial = new LinkedHashMap<>();
    runs(rung)
        .forEach(run -> byTrial.computeIfAbsent(run.trial(), t -> new ArrayList<>()).add(run));
    return byTrial.values().stream().map(TrialResult::of).toList();
  }

  /** How many runs the whole search has. */
  public int size() {
    return rungs().stream().mapToInt(this::size).sum();
  }

  /** How many runs a rung has. */
  public int size(Rung rung) {
    return rung.trials() * config.seeds().size();
  }

  /** How many of a rung are done. */
  public int done(Rung rung) {
    return (int) runs.stream().filter(run -> run.rung().equals(rung) && run.done()).count();
  }

  /** How many are to do. */
  public int left() {
    return rungs().stream().mapToInt(rung -> Math.max(0, size(rung) - done(rung))).sum();
  }

  /**
   * How long the rest will take, one run after the other, by what an epoch took in those that are
   * done; empty before the first is.
   */
  public OptionalDouble secondsLeft() {
    double seconds = runs.stream().filter(TrialRun::done).mapToDouble(TrialRun::seconds).sum();
    double done = rungs().stream().mapToDouble(rung -> done(rung) * length(rung)).sum();
    double left =
        rungs().stream().mapToDouble(rung -> (size(rung) - done(rung)) * length(rung)).sum();
    return done == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / done * left);
  }

  /** Of a run of a rung, in a unit of its own. */
  private static double length(Rung rung) {
    return rung.epochs().orElse(1);
  }
}
