package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.training.runreport.DiskUse;
import org.dmmsa.training.runreport.FoundRuns;
import org.dmmsa.training.runreport.RunCleaning;

/** {@code runs clean}: deletes weights that runs which are done need no more. */
final class RunsCleanCommand implements Command {
  @Override
  public String name() {
    return "runs clean";
  }

  @Override
  public String summary() {
    return "show, or delete, the checkpoints of runs that are done";
  }

  @Override
  public List<String> operands() {
    return List.of("DIR");
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.flag("yes", "delete; without it the files are only listed"),
        OptionKinds.flag("all-checkpoints", "also the best weights, of runs that have an export"));
  }

  @Override
  public String example() {
    return "./dmmsa runs clean runs";
  }

  @Override
  public int run(Arguments given, Console console) {
    Path folder = given.operandPath(0);
    List<RunCleaning> plans =
        FoundRuns.below(folder).stream()
            .map(run -> RunCleaning.plan(run, given.has("all-checkpoints")))
            .toList();
    boolean delete = given.has("yes");
    int files = 0;
    long bytes = 0;
    for (RunCleaning plan : plans) {
      RunCleaning cleaning = delete ? plan.delete() : plan;
      cleaning.kept().ifPresent(why -> console.err().println(plan.run() + ": kept: " + why));
      cleaning.files().forEach(file -> console.print(file + "\n"));
      files += cleaning.files().size();
      bytes += cleaning.bytes();
    }
    console
        .err()
        .printf(
            "%s %d files, %s%s%n",
            delete ? "deleted" : "would delete",
            files,
            DiskUse.inWords(bytes),
            delete ? "" : "; --yes deletes them");
    return ExitCode.DONE;
  }
}
