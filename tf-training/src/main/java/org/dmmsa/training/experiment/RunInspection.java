package org.dmmsa.training.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.config.StrictYaml;
import org.dmmsa.training.report.JsonFile;

/**
 * What a run folder holds.
 *
 * @param folder the run
 * @param config what it was begun with
 * @param seeds how far each seed is
 * @param exported whether the SavedModel is there, the last thing that a run writes but its summary
 */
public record RunInspection(
    Path folder, ExperimentConfig config, List<SeedProgress> seeds, boolean exported) {

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
    /** The validation MAE, when it is done. */
    Optional<Double> validMae() {
      return metrics.map(all -> all.path("valid").path("mae").asDouble(Double.NaN));
    }
  }

  /**
   * Reads a run.
   *
   * @throws org.dmmsa.model.InvalidInputException if there is none
   */
  public static RunInspection of(Path folder) {
    RunFolder run = RunFolder.existing(folder);
    ExperimentConfig config = StrictYaml.read(run.config(), List.of(), ExperimentConfig.class);
    return new RunInspection(
        folder,
        config,
        config.seeds().stream().map(seed -> progress(seed, run.seed(seed))).toList(),
        Files.exists(run.export()));
  }

  /** The seed with the lowest validation MAE; the first one if none is done. */
  public long bestSeed() {
    SeedProgress best = seeds.get(0);
    for (SeedProgress seed : seeds) {
      if (mae(seed) < mae(best)) {
        best = seed;
      }
    }
    return best.seed();
  }

  private static double mae(SeedProgress seed) {
    return seed.validMae().filter(mae -> !mae.isNaN()).orElse(Double.POSITIVE_INFINITY);
  }

  private static SeedProgress progress(long seed, RunFolder.SeedFolder folder) {
    try {
      return new SeedProgress(
          seed,
          Files.exists(folder.epochs()) ? Files.readAllLines(folder.epochs()).size() : 0,
          CheckpointFolder.names().stream()
              .filter(name -> folder.checkpoints().state(name).isPresent())
              .toList(),
          Files.exists(folder.metrics())
              ? Optional.of(JsonFile.read(folder.metrics()))
              : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
