package org.dmmsa.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.check.DataCheck;
import org.dmmsa.training.data.summary.DataInspection;

/** {@code inspect}: what a file or folder is and holds. */
final class InspectCommand implements Command {
  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String summary() {
    return "say what a data file, export, BERT or run holds";
  }

  @Override
  public List<String> operands() {
    return List.of("PATH");
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.flag(
            "check", "look a data file over: overlap of splits, labels, dead features"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa inspect runs/first/synthetic.pkl";
  }

  @Override
  public int run(Arguments given, Console console) {
    Path path = given.operandPath(0);
    if (given.has("check")) {
      return check(path, given.has("json"), console);
    }
    Inspection inspection = inspect(path);
    if (given.has("json")) {
      console.json(inspection);
    } else {
      console.print(inspection.toText());
    }
    return ExitCode.DONE;
  }

  private static int check(Path file, boolean json, Console console) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "inspect --check: found no file at " + file + ", expected a data file");
    }
    DataCheck check;
    try (Dataset data = Dataset.open(file, DataInspection.READ)) {
      check = DataCheck.of(data);
    }
    if (json) {
      console.json(check);
    } else {
      console.print(check.toText());
    }
    int errors = check.errors().size();
    if (errors > 0) {
      console.err().printf("dmmsa: %s: found %d errors, expected none%n", file, errors);
    }
    return errors > 0 ? ExitCode.REFUSED : ExitCode.DONE;
  }

  private static Inspection inspect(Path path) {
    if (Files.isRegularFile(path)) {
      return DataFileInspection.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new InvalidInputException(
          "found %s at %s, expected a file or folder"
              .formatted(Files.exists(path) ? "a device or a pipe" : "nothing", path));
    }
    if (Files.exists(path.resolve("config.yaml"))) {
      return RunFolderInspection.of(path);
    }
    if (Files.exists(path.resolve("saved_model.pb"))
        && !Files.exists(path.resolve("assets").resolve("model.yaml"))) {
      return BertInspection.of(BertSavedModel.open(path));
    }
    return ExportInspection.of(path);
  }
}
