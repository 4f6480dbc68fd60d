package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.runreport.RunReport;

/** {@code report}: runs as a page to read, and its tables and figures as files. */
final class ReportCommand implements Command {
  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "write a report of runs: one HTML page, tables and figures";
  }

  @Override
  public List<String> operands() {
    return List.of("RUN" + Arguments.SEVERAL);
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("to", "DIR", "a new folder for report.html, tables/ and figures/"));
  }

  @Override
  public String example() {
    return "./dmmsa report runs/first runs/second --to reports/both";
  }

  @Override
  public int run(Arguments given, Console console) {
    List<Path> runs = RunsCompareCommand.runs(given);
    if (runs.isEmpty()) {
      throw new InvalidInputException(
          "report: found no run in %s, expected at least 1".formatted(given.operandPaths()));
    }
    Path to = given.path("to").orElseThrow();
    RunReport.write(runs, to);
    console.err().println("wrote " + to.resolve("report.html") + ", tables and figures beside it");
    return ExitCode.DONE;
  }
}
