package org.dmmsa.tools;

import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertCheck;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.training.report.TextTable;

/** {@code bert check}: our encoder beside the SavedModel's own signature. */
final class BertCheckCommand implements Command {
  @Override
  public String name() {
    return "bert check";
  }

  @Override
  public String summary() {
    return "compare a BERT's own signature with our encoder";
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
    return "./dmmsa bert check bert/uncased";
  }

  @Override
  public int run(Arguments given, Console console) {
    BertSavedModel bert = BertSavedModel.open(given.operandPath(0));
    TensorFlowStart.with(Sessions.DEFAULT);
    BertCheck check = BertCheck.run(bert, Sessions.DEFAULT);
    if (given.has("json")) {
      console.json(check);
    } else {
      console.print(text(bert, check));
    }
    if (!check.agrees()) {
      throw new InvalidInputException(
          "%s: found a largest difference of %s, expected below %s"
              .formatted(bert.folder(), largest(check), BertCheck.LIMIT));
    }
    return ExitCode.DONE;
  }

  private static String text(BertSavedModel bert, BertCheck check) {
    TextTable table = BertInspection.of(bert).table();
    table.row("texts compared, in tokens", check.lengths().toString());
    table.row("largest difference, states", Float.toString(check.sequenceDifference()));
    table.row("largest difference, pooled", Float.toString(check.pooledDifference()));
    table.row("expected below", Float.toString(BertCheck.LIMIT));
    return table.toString();
  }

  private static float largest(BertCheck check) {
    return Math.max(check.sequenceDifference(), check.pooledDifference());
  }
}
