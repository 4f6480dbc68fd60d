package org.dmmsa.tools;

import org.apache.commons.cli.Options;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.spark.ScoringJob;
import org.dmmsa.spark.ScoringResult;
import org.dmmsa.spark.TableScorer;

/** {@code score-batch}: an exported model on tables that are too large for one machine. */
final class ScoreBatchCommand implements Command {
  @Override
  public String name() {
    return "score-batch";
  }

  @Override
  public String summary() {
    return "an exported model's predictions for Parquet files, on Spark";
  }

  @Override
  public Options options() {
    Options options =
        OptionKinds.options(
            OptionKinds.needed("model", "DIR", "an export, where all machines see it"),
            OptionKinds.needed(
                "input",
                "PARQUET",
                "files with id, input_ids or text, and audio and vision, arrays of frames"),
            OptionKinds.needed(
                "output", "DIR", "folder to make, with the Parquet tables scores and rejected"),
            OptionKinds.flag("force", "replace the output of an earlier call"));
    SparkOptions.all().forEach(options::addOption);
    return options.addOption(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa score-batch --spark local[2] --model runs/first/export/1 --input clips.parquet"
        + " --output scored";
  }

  @Override
  public int run(Arguments given, Console console) {
    if (!given.has("spark")) {
      throw new InvalidInputException(
          "score-batch: found no --spark, expected --spark MASTER, as local[2]");
    }
    ScoringJob job =
        new ScoringJob(
            SparkOptions.cluster(given),
            given.path("model").orElseThrow(),
            given.text("input").orElseThrow(),
            given.text("output").orElseThrow(),
            given.has("force"));
    TensorFlowStart.with(Sessions.DEFAULT);
    ScoringResult result = new TableScorer(job).run();
    if (given.has("json")) {
      console.json(result);
    } else {
      console.print(
          "rows     %d%nscored   %d%nrejected %d%s%n"
              .formatted(
                  result.rows(),
                  result.scored(),
                  result.rejected(),
                  result.rejected() == 0 ? "" : ", see " + job.output() + "/rejected"));
    }
    return ExitCode.DONE;
  }
}
