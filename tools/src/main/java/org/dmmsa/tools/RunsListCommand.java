package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.runreport.DiskUse;
import org.dmmsa.training.runreport.FoundRuns;
import org.dmmsa.training.runreport.RunOverview;

/** {@code runs list}: the runs below a folder, a row each. */
final class RunsListCommand implements Command {
  @Override
  public String name() {
    return "runs list";
  }

  @Override
  public String summary() {
    return "list the runs below a folder: how far, how good, how large";
  }

  @Override
  public List<String> operands() {
    return List.of("DIR");
  }

  @Override
  public Options options() {
    return OptionKinds.options(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa runs list runs";
  }

  @Override
  public int run(Arguments given, Console console) {
    Path folder = given.operandPath(0);
    List<RunOverview> runs = FoundRuns.below(folder).stream().map(RunOverview::of).toList();
    if (given.has("json")) {
      console.json(runs);
      return ExitCode.DONE;
    }
    if (runs.isEmpty()) {
      console.err().println("no run in " + folder);
      return ExitCode.DONE;
    }
    TextTable table = new TextTable();
    table.row(
        "run",
        "method",
        "state",
        "seeds",
        "epochs",
        "valid mae",
        "valid corr",
        "test mae",
        "test corr",
        "size");
    runs.forEach(run -> table.row(row(run).toArray(String[]::new)));
    console.print(table.toString());
    runs.forEach(
        run -> run.problem().ifPresent(why -> console.err().println(run.run() + ": " + why)));
    return ExitCode.DONE;
  }

  private static List<String> row(RunOverview run) {
    List<String> row =
        new ArrayList<>(
            List.of(
                run.run().toString(),
                run.method().orElse("-"),
                run.state(),
                run.seedsDone() + "/" + run.seeds(),
                Integer.toString(run.epochs())));
    for (Optional<Aggregate> split : List.of(run.valid(), run.test())) {
      row.add(mean(split, Metric.MAE));
      row.add(mean(split, Metric.CORR));
    }
    row.add(DiskUse.inWords(run.bytes()));
    return row;
  }

  private static String mean(Optional<Aggregate> split, Metric metric) {
    return TextTable.number(split.map(all -> all.get(metric).mean()).orElse(null));
  }
}
