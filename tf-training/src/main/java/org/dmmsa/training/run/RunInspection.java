package org.dmmsa.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.savedmodel.file.TextFile;
import org.dmmsa.training.Selection;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.report.JsonFile;

/**
 * What a run folder holds.
 *
 * @param folder the run
 * @param config what it was begun with
 * @param seeds how far each seed is
 * @param summary of all seeds, when they are done
 * @param exported whether the SavedModel is there, the last thing that a run writes
 */
public record RunInspection(
    Path folder,
    RunConfig config,
    List<SeedProgress> seeds,
    Optional<JsonNode> summary,
    boolean exported) {

  /**
   * How far one seed is.
   *
   * @param seed its number
   * @param epochs finished epochs of all stages
   * @param checkpoints names of those that are there, of the network that is exported
   * @param metrics of valid and test, when it is done
   */
  public record SeedProgress(
      long seed, int epochs, List<String> checkpoints, Optional<JsonNode> metrics) {
    /** A figure of the validation split; NaN before the seed is done, or where it is undefined. */
    double valid(String metric) {
      return metrics
          .map(all -> all.path("valid").path(metric).asDouble(Double.NaN))
          .orElse(Double.NaN);
    }
  }

  /**
   * Reads a run.
   *
   * @throws org.dmmsa.model.InvalidInputException if there is none
   */
  public static RunInspection of(Path folder) {
    RunFolder run = RunFolder.existing(folder);
    RunConfig config = RunConfig.YAML.read(run.config(), List.of(), RunConfig.class);
    return new RunInspection(
        folder,
        config,
        config.seeds().stream().map(seed -> progress(seed, run.seed(seed))).toList(),
        Optional.of(run.summary()).filter(Files::exists).map(JsonFile::read),
        Files.exists(run.export()));
  }

  /** Whether all seeds are trained, scored and summed up; it may not be exported yet. */
  public boolean done() {
    return summary.isPresent() && seeds.stream().allMatch(seed -> seed.metrics().isPresent());
  }

  /** How each stage trains, by its name and in their order; the last one's network is exported. */
  public Map<String, StageConfig> stages() {
    Map<String, StageConfig> stages = new LinkedHashMap<>();
    config
        .stages()
        .forEach(planned -> stages.put(planned.stage().name(), planned.stage().config()));
    return stages;
  }

  /** How the epoch, and the seed, that is evaluated and exported is chosen. */
  public Selection selection() {
    return config.selection();
  }

  /** The seed with the best figure on the validation split; the first one if none is done. */
  public long bestSeed() {
    Metric by = config.selection().by();
    SeedProgress best = seeds.get(0);
    for (SeedProgress seed : seeds) {
      if (by.improves(seed.valid(by.key()), best.valid(by.key()))) {
        best = seed;
      }
    }
    return best.seed();
  }

  private static SeedProgress progress(long seed, RunFolder.SeedFolder folder) {
    return new SeedProgress(
        seed,
        Files.exists(folder.epochs())
            ? (int) TextFile.read(folder.epochs(), "a log of epochs").lines().count()
            : 0,
        CheckpointFolder.names().stream()
            .filter(name -> folder.checkpoints().state(name).isPresent())
            .filter(name -> !folder.checkpoints().weights(name).isEmpty())
            .toList(),
        Files.exists(folder.metrics())
            ? Optional.of(JsonFile.read(folder.metrics()))
            : Optional.empty());
  }
}
