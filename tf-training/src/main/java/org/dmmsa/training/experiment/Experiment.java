package org.dmmsa.training.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.NearestName;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;

/**
 * An experiment with all its runs laid out.
 *
 * @param config what it consists of
 * @param where its folder and its inputs
 * @param seeds of each row
 * @param runs every one, seed by seed, so that what is done of it can be compared at any time
 */
public record Experiment(
    ExperimentConfig config, Surroundings where, List<Long> seeds, List<PlannedRun> runs) {

  /**
   * What a user says of an experiment.
   *
   * @param folder of its runs and results
   * @param dataRoot where the datasets' files are looked for
   * @param data files of some datasets, by name; they need no root
   * @param bert SavedModel of the text encoder, of runs that need one
   * @param seeds in place of those of the file; none for these
   * @param set overrides of every run, after those of the file
   * @param quick whether it is only tried, on synthetic data
   */
  public record Surroundings(
      Path folder,
      Optional<Path> dataRoot,
      Map<String, Path> data,
      Optional<Path> bert,
      List<Long> seeds,
      List<String> set,
      boolean quick) {}

  /**
   * Lays out an experiment; nothing is written. Runs that were begun have to be of the same
   * configs.
   *
   * @param file of {@code configs/experiments/}; its configs are looked for in the folder above
   * @throws InvalidInputException if the file, one of its configs or a dataset cannot be used
   */
  public static Experiment of(Path file, Surroundings where) {
    ExperimentConfig config = ExperimentConfig.YAML.read(file, List.of(), ExperimentConfig.class);
    where.data().keySet().forEach(name -> requireDataset(name, config));
    Path configs = file.toAbsolutePath().normalize().getParent().resolveSibling("");
    List<Long> ofFile = where.quick() ? config.quick().seeds() : config.seeds();
    List<Long> seeds = where.seeds().isEmpty() ? ofFile : where.seeds();
    List<PlannedRun> runs = new ArrayList<>();
    for (long seed : seeds) {
      for (String dataset : config.datasets().keySet()) {
        for (ExperimentConfig.Row row : config.rows()) {
          runs.add(planned(config, where, configs, row, dataset, seed));
        }
      }
    }
    runs.stream().filter(run -> run.done() || run.stopped()).forEach(PlannedRun::existing);
    return new Experiment(config, where, List.copyOf(seeds), List.copyOf(runs));
  }

  private static void requireDataset(String name, ExperimentConfig config) {
    if (!config.datasets().containsKey(name)) {
      throw new InvalidInputException(
          "--data %s=…: found no such dataset in this experiment%s; expected one of %s"
              .formatted(
                  name,
                  NearestName.meantBy(name, config.datasets().keySet())
                      .map(near -> ", did you mean " + near)
                      .orElse(""),
                  String.join(", ", config.datasets().keySet())));
    }
  }

  private static PlannedRun planned(
      ExperimentConfig config,
      Surroundings where,
      Path configs,
      ExperimentConfig.Row row,
      String dataset,
      long seed) {
    List<String> sets = new ArrayList<>(config.set());
    sets.addAll(row.set());
    if (where.quick()) {
      sets.addAll(config.quick().set());
    } else {
      sets.add("data.path=" + quoted(file(config, where, row, dataset)));
      where.bert().ifPresent(bert -> sets.add("bert.path=" + quoted(bert)));
    }
    sets.addAll(where.set());
    sets.add("seeds=[" + seed + "]");
    sets.replaceAll(set -> set.replace("{dataset}", dataset));
    String name = (where.quick() ? row.quickConfig() : row.config()).replace("{dataset}", dataset);
    RunConfig run =
        RunConfig.YAML.read(configs.resolve(name), sets, RunConfig.class).withAbsolutePaths();
    Path folder = where.folder().resolve("runs").resolve(dataset + "-" + row.name() + "-" + seed);
    return new PlannedRun(row, dataset, seed, run, new RunFolder(folder));
  }

  private static Path file(
      ExperimentConfig config, Surroundings where, ExperimentConfig.Row row, String dataset) {
    Path under =
        row.data().map(own -> own.get(dataset)).orElseGet(() -> config.datasets().get(dataset));
    Path file =
        Optional.ofNullable(where.data().get(dataset))
            .or(() -> where.dataRoot().map(root -> root.resolve(under)))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "found no data for %s, expected --data-root DIR with %s in it, --data %s=FILE, or --quick"
                            .formatted(dataset, under, dataset)));
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "%s: found no such file, expected the data of %s".formatted(file, dataset));
    }
    return file;
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  /** Those that are not done. */
  public List<PlannedRun> left() {
    return runs.stream().filter(run -> !run.done()).toList();
  }

  /**
   * How long the rest will take, one run after the other, in seconds: by runs of the same row and
   * dataset that are done, and for the others by the mean of these; empty before the first is done.
   */
  public OptionalDouble secondsLeft() {
    OptionalDouble any =
        runs.stream().filter(PlannedRun::done).mapToDouble(PlannedRun::seconds).average();
    return any.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(secondsLeft(run -> any.getAsDouble()));
  }

  /**
   * The same by a guess where no run of the row and dataset is done.
   *
   * @param guess asked once for each such row and dataset
   */
  public double secondsLeft(ToDoubleFunction<PlannedRun> guess) {
    Map<String, Double> guessed = new HashMap<>();
    return left().stream()
        .mapToDouble(
            run ->
                PlannedRun.secondsOfOneLike(run, runs)
                    .orElseGet(
                        () ->
                            guessed.computeIfAbsent(
                                run.dataset() + "/" + run.row().name(),
                                cell -> guess.applyAsDouble(run))))
        .sum();
  }
}
