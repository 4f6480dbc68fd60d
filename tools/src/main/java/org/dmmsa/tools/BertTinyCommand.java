package org.dmmsa.tools;

import java.nio.file.Path;
import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.TinyBert;
import org.dmmsa.savedmodel.bert.TinyBertSpec;
import org.dmmsa.training.data.synthetic.SyntheticDataset;

/** {@code bert tiny}: a small random BERT that knows the words of generated data. */
final class BertTinyCommand implements Command {
  @Override
  public String name() {
    return "bert tiny";
  }

  @Override
  public String summary() {
    return "write a small random BERT, for trying things";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("to", "DIR", "folder to make"),
        OptionKinds.optional("layers", "N", "transformer layers; 2 by default"),
        OptionKinds.optional("width", "N", "features of a token; 64 by default"),
        OptionKinds.optional("heads", "N", "attention heads, a divisor of the width; 2 by default"),
        OptionKinds.optional("inner", "N", "width of the feed-forward blocks; 128 by default"),
        OptionKinds.optional("positions", "N", "longest text in tokens; 64 by default"),
        OptionKinds.optional("seed", "N", "of its weights; 1 by default"));
  }

  @Override
  public String example() {
    return "./dmmsa bert tiny --to bert/tiny";
  }

  @Override
  public int run(Arguments given, Console console) {
    TinyBertSpec base = TinyBertSpec.DEFAULT;
    int width = given.count("width", 1).orElse(base.width());
    int heads = given.count("heads", 1).orElse(base.heads());
    if (width % heads != 0) {
      throw new InvalidInputException(
          "--heads: found " + heads + ", expected a divisor of the width " + width);
    }
    TinyBertSpec spec =
        new TinyBertSpec(
            given.count("layers", 1).orElse(base.layers()),
            width,
            heads,
            given.count("inner", 1).orElse(base.inner()),
            given.count("positions", 1).orElse(base.positions()),
            base.activation(),
            base.epsilon(),
            base.length(),
            given.number("seed").orElse(base.seed()));
    Path to = given.path("to").orElseThrow();
    TensorFlowStart.with(Sessions.DEFAULT);
    TinyBert.write(to, spec, SyntheticDataset.vocabulary());
    console.err().println("wrote a random BERT to " + to);
    return ExitCode.DONE;
  }
}
