package org.dmmsa.lab.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.dmmsa.lab.fuzz.FuzzFormat;
import org.dmmsa.lab.fuzz.FuzzFormats;
import org.dmmsa.lab.fuzz.FuzzResult;
import org.dmmsa.lab.fuzz.FuzzRun;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.tools.Arguments;
import org.dmmsa.tools.Command;
import org.dmmsa.tools.Console;
import org.dmmsa.tools.ExitCode;
import org.dmmsa.tools.OptionKinds;
import org.dmmsa.tools.TensorFlowStart;

/** {@code campaign fuzz}: damaged files of every format that is read. */
public final class FuzzCommand implements Command {
  private static final int MUTANTS = 200;
  private static final int HEAP = 256;
  private static final int LEAST_HEAP = 32;

  @Override
  public String name() {
    return "campaign fuzz";
  }

  @Override
  public String summary() {
    return "have damaged files of all formats read: each must be taken or refused in one line";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.optional("mutants", "N", "damaged files of each format; 200 by default"),
        OptionKinds.optional(
            "formats", "NAMES", "as in pickle,config; all by default: " + String.join(", ", all())),
        OptionKinds.optional("seed", "N", "of the damage; 1 by default"),
        OptionKinds.optional("heap", "MIB", "that a reading process may have; 256 by default"),
        OptionKinds.optional(
            "to", "DIR", "a new folder for samples, logs and what was found; temporary by default"),
        OptionKinds.json());
  }

  private static List<String> all() {
    return FuzzFormats.ALL.stream().map(FuzzFormat::name).toList();
  }

  @Override
  public String example() {
    return "./lab campaign fuzz --mutants 1000 --formats pickle,config";
  }

  @Override
  public int run(Arguments given, Console console) {
    List<FuzzFormat> formats =
        given
            .text("formats")
            .map(names -> FuzzFormats.named(Arrays.stream(names.split(",", -1)).toList()))
            .orElse(FuzzFormats.ALL);
    int mutants = given.count("mutants", 1).orElse(MUTANTS);
    long seed = given.number("seed").orElse(1L);
    int heap = given.count("heap", LEAST_HEAP).orElse(HEAP);
    Path folder = folder(given.path("to"));
    TensorFlowStart.with(Sessions.DEFAULT);
    List<FuzzResult> results =
        new FuzzRun(new FuzzRun.Plan(mutants, seed, heap, folder))
            .of(formats, name -> console.err().println("damaging " + name));
    FuzzReport report = FuzzReport.of(heap, seed, results);
    if (given.has("json")) {
      console.json(report);
    } else {
      console.print(report.toText());
    }
    if (report.findings() > 0) {
      console.err().printf("dmmsa: campaign fuzz: %d findings in %s%n", report.findings(), folder);
      return ExitCode.FAULT;
    }
    if (given.path("to").isEmpty()) {
      delete(folder);
    }
    return ExitCode.DONE;
  }

  private static Path folder(Optional<Path> asked) {
    try {
      if (asked.isEmpty()) {
        return Files.createTempDirectory("dmmsa-fuzz");
      }
      if (Files.exists(asked.get())) {
        throw new InvalidInputException(
            "--to: found %s, which is already there, expected a new folder".formatted(asked.get()));
      }
      return Files.createDirectories(asked.get()).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
