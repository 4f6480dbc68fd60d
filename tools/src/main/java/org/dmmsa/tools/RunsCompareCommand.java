package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.runreport.FoundRuns;
import org.dmmsa.training.runreport.RunComparison;

/** {@code runs compare}: where the configs of runs differ, and what each reached. */
final class RunsCompareCommand implements Command {
  @Override
  public String name() {
    return "runs compare";
  }

  @Override
  public String summary() {
    return "show where the configs of runs differ, and their metrics side by side";
  }

  @Override
  public List<String> operands() {
    return List.of("RUN" + Arguments.SEVERAL);
  }

  @Override
  public Options options() {
    return OptionKinds.options(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa runs compare runs/first runs/second";
  }

  @Override
  public int run(Arguments given, Console console) {
    RunComparison comparison = RunComparison.of(runs(given));
    if (comparison.runs().size() < 2) {
      throw new InvalidInputException(
          "runs compare: found %d runs in %s, expected at least 2, or a folder of them"
              .formatted(comparison.runs().size(), given.operandPaths()));
    }
    if (given.has("json")) {
      console.json(comparison);
    } else {
      console.print(comparison.differenceTable().text() + "\n" + comparison.metricTable().text());
    }
    return ExitCode.DONE;
  }

  /** Runs, and those below folders that are none, each once. */
  static List<Path> runs(Arguments given) {
    return given.operandPaths().stream()
        .flatMap(folder -> FoundRuns.below(folder).stream())
        .distinct()
        .toList();
  }
}
