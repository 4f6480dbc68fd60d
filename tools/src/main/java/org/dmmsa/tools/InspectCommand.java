package org.dmmsa.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.bert.BertSavedModel;

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
    return OptionKinds.options(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa inspect runs/first/synthetic.pkl";
  }

  @Override
  public int run(Arguments given, Console console) {
    Inspection inspection = inspect(Path.of(given.operand(0)));
    if (given.has("json")) {
      console.json(inspection);
    } else {
      console.print(inspection.toText());
    }
    return ExitCode.DONE;
  }

  private static Inspection inspect(Path path) {
    if (Files.isRegularFile(path)) {
      return DataFileInspection.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new InvalidInputException("found nothing at " + path + ", expected a file or folder");
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
