package org.dmmsa.lab.campaign;

import java.nio.file.Path;
import java.util.List;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.dmmsa.training.run.RunConfig;

/**
 * {@code train --resume} of a shipped config that was made small.
 *
 * @param name as {@code --only} has it
 * @param config as in {@code configs/quickstart.yaml}
 * @param sets what is different in it
 */
record KilledTraining(String name, String config, List<String> sets) implements KilledCommand {
  private static final String FILE = "config.yaml";

  KilledTraining {
    sets = List.copyOf(sets);
  }

  @Override
  public void prepare(Path inputs) {
    AtomicFile.write(inputs.resolve(FILE), RunConfig.YAML.write(ShippedConfig.read(config, sets)));
  }

  @Override
  public List<String> words(Path inputs, Path run) {
    return List.of(
        "train", "--config", inputs.resolve(FILE).toString(), "--run", run.toString(), "--resume");
  }
}
