package org.dmmsa.tools;

import java.util.List;

/** The entry of the application: its commands. */
public final class Main {
  static final Program DMMSA =
      new Program(
          "dmmsa",
          "DMMSA: sentiment of text, audio and vision together, on TensorFlow Java.",
          List.of(
              new TrainCommand(),
              new EvaluateCommand(),
              new PredictCommand(),
              new ScoreCommand(),
              new ScoreBatchCommand(),
              new ExportCommand(),
              new ExportVerifyCommand(),
              new BertFetchCommand(),
              new BertCheckCommand(),
              new BertImportCommand(),
              new BertTinyCommand(),
              new ExperimentCommand(),
              new TuneCommand(),
              new ModelsCommand(),
              new InspectCommand(),
              new RunsListCommand(),
              new RunsCompareCommand(),
              new RunsCleanCommand(),
              new ReportCommand(),
              new SynthCommand(),
              new BenchServeCommand(),
              new WorkerCommand(),
              new DoctorCommand()));

  private Main() {}

  public static void main(String[] words) {
    System.exit(DMMSA.run(words));
  }
}
