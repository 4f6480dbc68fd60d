package org.dmmsa.lab.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.lab.campaign.FaultCampaign;
import org.dmmsa.lab.campaign.FaultReport;
import org.dmmsa.lab.campaign.FaultedCommand;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.tools.Arguments;
import org.dmmsa.tools.Command;
import org.dmmsa.tools.Console;
import org.dmmsa.tools.ExitCode;
import org.dmmsa.tools.OptionKinds;
import org.dmmsa.tools.TensorFlowStart;

/** {@code campaign faults}: whether a disk that fails is answered in one line, and what is lost. */
public final class FaultsCommand implements Command {
  private static final int TRIALS = 20;

  /** One thread, so that answers are the same to the last digit. */
  private static final Sessions ONE_THREAD = new Sessions(1, 1, Optional.empty());

  @Override
  public String name() {
    return "campaign faults";
  }

  @Override
  public String summary() {
    return "let files of small trainings fail, as on a full disk, and see whether anything is lost";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.optional(
            "trials",
            "N",
            "one fault each, shared out evenly over commands, at least one for each; 20 by default"),
        OptionKinds.optional("seed", "N", "that faults are drawn from; 1 by default"),
        OptionKinds.optional(
            "only",
            "NAMES",
            "some of " + String.join(",", FaultedCommand.names()) + "; all by default"),
        OptionKinds.optional(
            "to",
            "DIR",
            "new folder for the runs, kept if something is wrong; temporary otherwise"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./lab campaign faults --trials 40 --only train,resume";
  }

  @Override
  public int run(Arguments given, Console console) {
    long seed = given.number("seed").orElse(1L);
    List<FaultedCommand> commands =
        FaultedCommand.named(
            given
                .text("only")
                .map(names -> Arrays.stream(names.split(",", -1)).toList())
                .orElse(FaultedCommand.names()));
    int trials = given.count("trials", commands.size()).orElse(TRIALS);
    Path folder = CampaignFolder.at(given.path("to"));
    TensorFlowStart.with(ONE_THREAD);
    FaultReport report =
        new FaultCampaign(trials, seed, folder).run(commands, console.err()::println);
    if (given.has("json")) {
      console.json(report);
    } else {
      console.print(FaultsText.of(report));
    }
    if (report.findings().isEmpty()) {
      CampaignFolder.deleteEmpty(folder);
      return ExitCode.DONE;
    }
    return ExitCode.FAULT;
  }
}
