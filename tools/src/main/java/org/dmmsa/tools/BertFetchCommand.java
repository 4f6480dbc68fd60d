package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.dmmsa.savedmodel.bert.BertArtifact;
import org.dmmsa.savedmodel.bert.MavenCommand;

/** {@code bert fetch}: a published BERT, through the user's own Maven. */
final class BertFetchCommand implements Command {
  @Override
  public String name() {
    return "bert fetch";
  }

  @Override
  public String summary() {
    return "get a published BERT through your own Maven";
  }

  @Override
  public List<String> operands() {
    return List.of("uncased");
  }

  @Override
  public Options options() {
    return OptionKinds.options(OptionKinds.needed("to", "DIR", "folder to make"));
  }

  @Override
  public String example() {
    return "./dmmsa bert fetch uncased --to bert/uncased";
  }

  @Override
  public int run(Arguments given, Console console) {
    BertArtifact artifact = BertArtifact.named(given.operand(0));
    Path to = given.path("to").orElseThrow();
    console.err().println("fetching " + artifact.coordinates() + " with Maven ...");
    switch (artifact.fetch(to, MavenCommand.ofEnvironment())) {
      case FETCHED -> console.err().println("unpacked and verified, in " + to);
      case ALREADY_THERE -> console.err().println("already there and verified, in " + to);
    }
    return ExitCode.DONE;
  }
}
