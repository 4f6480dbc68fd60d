package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.savedmodel.serving.ExportChecksums;

/** {@code export verify}: whether an export is as it was written. */
final class ExportVerifyCommand implements Command {
  /**
   * What came out.
   *
   * @param folder the export
   * @param files how many it has, all as they were written
   */
  record Verified(Path folder, int files) {}

  @Override
  public String name() {
    return "export verify";
  }

  @Override
  public String summary() {
    return "check an export's files against their SHA-256";
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
    return "./dmmsa export verify models/dmmsa/1";
  }

  @Override
  public int run(Arguments given, Console console) {
    Path folder = given.operandPath(0);
    int files = ExportChecksums.verify(folder);
    if (given.has("json")) {
      console.json(new Verified(folder, files));
    } else {
      console.print(files + " files as they were exported, in " + folder + "\n");
    }
    return ExitCode.DONE;
  }
}
