package org.dmmsa.lab.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.lab.campaign.KillCampaign;
import org.dmmsa.lab.campaign.KillPlan;
import org.dmmsa.lab.campaign.KillReport;
import org.dmmsa.lab.campaign.KilledCommand;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.tools.Arguments;
import org.dmmsa.tools.Command;
import org.dmmsa.tools.Console;
import org.dmmsa.tools.ExitCode;
import org.dmmsa.tools.OptionKinds;
import org.dmmsa.tools.TensorFlowStart;

/** {@code campaign kill}: whether killed trainings lose anything. */
public final class KillCommand implements Command {
  private static final int KILLS = 20;
  private static final int PER_RUN = 3;

  /** One thread, so that answers are the same to the last digit. */
  private static final Sessions ONE_THREAD = new Sessions(1, 1, Optional.empty());

  @Override
  public String name() {
    return "campaign kill";
  }

  @Override
  public String summary() {
    return "kill small trainings again and again, and see whether anything is lost";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.optional("kills", "N", "in all, shared out evenly; 20 by default"),
        OptionKinds.optional("per-run", "N", "kills before a run is let finish; 3 by default"),
        OptionKinds.optional("seed", "N", "that moments are drawn from; 1 by default"),
        OptionKinds.optional(
            "only", "NAMES", "some of " + String.join(",", KillPlan.names()) + "; all by default"),
        OptionKinds.optional(
            "to", "DIR", "new folder for the runs, kept if something is lost; temporary otherwise"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./lab campaign kill --kills 20 --seed 1";
  }

  @Override
  public int run(Arguments given, Console console) {
    int kills = given.count("kills", 1).orElse(KILLS);
    int perRun = given.count("per-run", 1).orElse(PER_RUN);
    long seed = given.number("seed").orElse(1L);
    List<KilledCommand> commands =
        given
            .text("only")
            .map(names -> KillPlan.named(Arrays.stream(names.split(",", -1)).toList()))
            .orElse(KillPlan.ALL);
    KillCampaign.requireEnough(kills, commands);
    Path folder = CampaignFolder.at(given.path("to"));
    TensorFlowStart.with(ONE_THREAD);
    KillReport report =
        new KillCampaign(kills, perRun, seed, folder).run(commands, console.err()::println);
    if (given.has("json")) {
      console.json(report);
    } else {
      console.print(KillText.of(report));
    }
    if (report.lost().isEmpty()) {
      CampaignFolder.deleteEmpty(folder);
      return ExitCode.DONE;
    }
    return ExitCode.FAULT;
  }
}
