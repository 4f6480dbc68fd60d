package org.dmmsa.lab.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.lab.clients.ServeCampaign;
import org.dmmsa.lab.clients.ServeReport;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.tools.Arguments;
import org.dmmsa.tools.Command;
import org.dmmsa.tools.Console;
import org.dmmsa.tools.ExitCode;
import org.dmmsa.tools.OptionKinds;
import org.dmmsa.tools.ServingReport;
import org.dmmsa.tools.TensorFlowStart;
import org.dmmsa.tools.shipped.SmallRun;
import org.dmmsa.training.run.RunFolder;

/** {@code campaign serve}: whether clients of one model get in each other's way. */
public final class ServeCommand implements Command {
  private static final int MINUTES = 3;
  private static final int FEWEST_MINUTES = 2; // growth begins after the first
  private static final int GROWTH = 64; // MiB; runs of some minutes differ by up to 35
  private static final long MINUTE = 60_000; // milliseconds
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final long minuteMillis;

  public ServeCommand() {
    this(MINUTE);
  }

  /** With minutes of another length. */
  ServeCommand(long minuteMillis) {
    this.minuteMillis = minuteMillis;
  }

  @Override
  public String name() {
    return "campaign serve";
  }

  @Override
  public String summary() {
    return "ask an export by many threads, wrongly too: answers, refusals and memory must hold";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.optional(
            "model", "DIR", "an export, as in RUN/export/1; a tiny one by default"),
        OptionKinds.optional("minutes", "N", "from 2 up; 3 by default"),
        OptionKinds.optional(
            "growth", "MIB", "of resident memory after the first minute; 64 by default"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./lab campaign serve --model runs/first/export/1 --minutes 60";
  }

  @Override
  public int run(Arguments given, Console console) {
    ServeCampaign.Plan plan =
        new ServeCampaign.Plan(
            given.count("minutes", FEWEST_MINUTES).orElse(MINUTES),
            minuteMillis,
            given.count("growth", 0).orElse(GROWTH),
            LONGEST,
            PATIENCE);
    Optional<Path> export = given.path("model");
    TensorFlowStart.with(Sessions.DEFAULT);
    ServeReport report =
        export.map(folder -> ask(folder, plan, console)).orElseGet(() -> askTiny(plan, console));
    if (given.has("json")) {
      console.json(report);
    } else {
      console.print(ServeText.of(report));
    }
    return report.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAULT;
  }

  private static ServeReport ask(Path export, ServeCampaign.Plan plan, Console console) {
    ServingModel model = ServingModel.load(export, Sessions.DEFAULT);
    ServeReport report =
        new ServeCampaign(model, plan)
            .run(minute -> console.err().println(ServingReport.line(minute)));
    if (!report.hung()) {
      model.close(); // waits for all requests
    }
    return report;
  }

  private static ServeReport askTiny(ServeCampaign.Plan plan, Console console) {
    try {
      Path folder = Files.createTempDirectory("dmmsa-campaign");
      try {
        Path run = folder.resolve("run");
        SmallRun.train(run);
        return ask(new RunFolder(run).export(), plan, console);
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
