package org.dmmsa.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunInspection;

/**
 * A run folder.
 *
 * @param kind {@code run}
 * @param run its config and how far its seeds are
 */
record RunFolderInspection(String kind, RunInspection run) implements Inspection {

  static RunFolderInspection of(Path folder) {
    return new RunFolderInspection("run", RunInspection.of(folder));
  }

  @Override
  public String toText() {
    TextTable table = new TextTable();
    table.row("seed", "state", "epochs", "checkpoints", "valid mae", "test mae");
    for (RunInspection.SeedProgress seed : run.seeds()) {
      String state =
          seed.metrics().isPresent() ? "done" : seed.epochs() > 0 ? "training" : "not begun";
      table.row(
          Long.toString(seed.seed()),
          state,
          Integer.toString(seed.epochs()),
          String.join(" ", seed.checkpoints()),
          mae(seed, "valid"),
          mae(seed, "test"));
    }
    return "run %s, method %s, %s\n\n%s\nconfig.yaml\n%s"
        .formatted(
            run.folder(),
            run.config().method(),
            run.exported() ? "exported" : "not exported yet (train --resume goes on)",
            table,
            RunConfig.YAML.write(run.config()).indent(2));
  }

  private static String mae(RunInspection.SeedProgress seed, String split) {
    JsonNode value = seed.metrics().map(all -> all.path(split).path("mae")).orElse(null);
    return TextTable.number(value == null || !value.isNumber() ? null : value.doubleValue());
  }
}
