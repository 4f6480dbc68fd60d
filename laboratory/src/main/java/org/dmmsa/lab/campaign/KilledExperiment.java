package org.dmmsa.lab.campaign;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmmsa.savedmodel.file.AtomicFile;

/**
 * {@code experiment --quick} of a shipped file, made small.
 *
 * @param name as {@code --only} has it
 * @param file as in {@code configs/experiments/figure4.yaml}
 * @param sets what is different in each of its runs
 */
record KilledExperiment(String name, String file, List<String> sets) implements KilledCommand {
  /** What the rows of a file are with {@code --quick}. */
  private static final String CONFIG = "configs/quickstart.yaml";

  KilledExperiment {
    sets = List.copyOf(sets);
  }

  @Override
  public void prepare(Path inputs) {
    for (String shipped : List.of(file, CONFIG)) {
      AtomicFile.write(
          inputs.resolve(shipped),
          out -> {
            try (InputStream in = KilledExperiment.class.getResourceAsStream("/" + shipped)) {
              in.transferTo(out);
            }
          });
    }
  }

  @Override
  public List<String> words(Path inputs, Path run) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "experiment",
                inputs.resolve(file).toString(),
                "--quick",
                "--run",
                run.toString(),
                "--seeds",
                "1"));
    sets.forEach(set -> words.addAll(List.of("--set", set)));
    return words;
  }
}
