package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.dmmsa.training.data.synthetic.KnownDataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;

/** {@code synth}: a generated dataset, to try things without the real ones. */
final class SynthCommand implements Command {
  @Override
  public String name() {
    return "synth";
  }

  @Override
  public String summary() {
    return "write a synthetic data file with a sentiment to learn";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("like", "NAME", "mosi, mosei or sims: dimensions and labels"),
        OptionKinds.needed("samples", "N", "of all three splits, 70 : 10 : 20"),
        OptionKinds.needed("to", "FILE", "pickle to write"),
        OptionKinds.optional("seed", "N", "the same seed makes the same file; 1 by default"),
        OptionKinds.optional("audio-frames", "N", "longest audio; as in the real data by default"),
        OptionKinds.optional("vision-frames", "N", "longest vision; likewise"),
        OptionKinds.flag("force", "replace the file if it is there"));
  }

  @Override
  public String example() {
    return "./dmmsa synth --like mosi --samples 1000 --to synthetic.pkl";
  }

  @Override
  public int run(Arguments given, Console console) {
    KnownDataset like =
        KnownDataset.valueOf(
            given.choice("like", "mosi", "mosei", "sims").orElseThrow().toUpperCase(Locale.ROOT));
    SyntheticSpec spec =
        SyntheticSpec.of(
            like, given.count("samples", 10).orElseThrow(), given.number("seed").orElse(1L));
    spec =
        new SyntheticSpec(
            like,
            spec.samples(),
            spec.seed(),
            given.count("audio-frames", 1).orElse(spec.audioFrames()),
            given.count("vision-frames", 1).orElse(spec.visionFrames()));
    Path to = given.newFile("to");
    SyntheticDataset.write(to, spec);
    console.err().println("wrote " + spec.samples() + " samples to " + to);
    return ExitCode.DONE;
  }
}
