package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertImport;

/** {@code bert import}: a BERT of Hugging Face's as a SavedModel. */
final class BertImportCommand implements Command {
  @Override
  public String name() {
    return "bert import";
  }

  @Override
  public String summary() {
    return "make a SavedModel of a BERT or RoBERTa of Hugging Face";
  }

  @Override
  public List<String> operands() {
    return List.of("DIR");
  }

  @Override
  public Options options() {
    return OptionKinds.options(OptionKinds.needed("to", "DIR", "folder to make"));
  }

  @Override
  public String example() {
    return "./dmmsa bert import bert-base-chinese --to bert/chinese";
  }

  @Override
  public int run(Arguments given, Console console) {
    Path to = given.path("to").orElseThrow();
    TensorFlowStart.with(Sessions.DEFAULT);
    BertImport.run(given.operandPath(0), to);
    console.err().println("wrote a SavedModel to " + to);
    return ExitCode.DONE;
  }
}
