package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir Path folder;

  @Test
  void aRunFolderHasWhatTheReadmeSays() {
    Path run = TinyRun.shared();
    for (String file :
        List.of(
            "config.yaml",
            "model.yaml",
            "provenance.json",
            "summary.json",
            "summary.csv",
            "seed-1/epochs.jsonl",
            "seed-2/metrics.json",
            "seed-2/predictions-valid.csv",
            "seed-2/predictions-test.csv",
            "seed-2/checkpoints/best",
            "seed-2/tensorboard",
            "export/1/saved_model.pb",
            "export/1/assets/vocab.txt")) {
      assertThat(run.resolve(file)).exists();
    }
  }

  @Test
  void aFinishedRunResumedPrintsItsSummary() throws IOException {
    Path run = TinyRun.shared();
    assertThat(CommandLineRun.of("train", "--run", run, "--resume", "--json").done().out())
        .isEqualTo(Files.readString(run.resolve("summary.json")));
  }

  @Test
  void aRunIsNeverOverwritten() {
    Path run = TinyRun.shared();
    CommandLineRun.of(TinyRun.train(run)).refused("found a run in " + run, "--resume");
    CommandLineRun.of("train", "--run", run, "--resume", "--seeds", "3").refused("--seeds");
    CommandLineRun.of("train", "--run", folder, "--resume").refused("config.yaml is missing");
    CommandLineRun.of(TinyRun.train(folder.resolve("new"), "--verify"))
        .refused("found --verify alone, expected --resume too");
  }

  /** A job scheduler can repeat one command. */
  @Test
  void resumeWithAConfigBeginsOrGoesOnOrSaysWhatDiffers() throws IOException {
    Path run = folder.resolve("run");
    Object[] words = TinyRun.train(run, "--resume", "--json");
    String summary = CommandLineRun.of(words).done().out();
    assertThat(summary).isEqualTo(Files.readString(run.resolve("summary.json")));
    assertThat(CommandLineRun.of(words).done().out()).isEqualTo(summary);
    CommandLineRun.of(TinyRun.train(run, "--resume", "--set", "model.dropout=0.2"))
        .refused(
            "found another config than the run in " + run, "at model.dropout (0.2, there 0.1)");
  }

  @Test
  void aDryRunSaysWhatARunWouldCostAndWritesNothing() {
    Path run = folder.resolve("run");
    String said = CommandLineRun.of(TinyRun.train(run, "--dry-run")).done().out();
    assertThat(said).contains("joint", "method  dmmsa", "42 train, 6 valid, 12 test", "epochs: 2");
    assertThat(run).doesNotExist();
  }

  @Test
  void theConfigKeepsPathsThatWorkFromAnyFolder() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(TinyRun.data());
    CommandLineRun run =
        CommandLineRun.of(
            TinyRun.train(folder, "--data", relative, "--bert", TinyRun.bert(), "--seeds", "7"));
    assertThat(run.done().out()).contains("mae", "[7]", folder.resolve("export").toString());
    assertThat(Files.readString(folder.resolve("config.yaml")))
        .contains("path: \"" + TinyRun.data() + "\"", "- 7");
  }

  /** A signal needs a process of its own. */
  @Test
  void anInterruptedRunGoesOnAsIfNothingHadHappened() throws Exception {
    Path stopped = folder.resolve("stopped");
    Path whole = folder.resolve("whole");
    String[] epochs = {"--set", "recipe.stage.epochs=30"};
    Process process = CommandLineRun.start(TinyRun.train(stopped, (Object[]) epochs));
    try (BufferedReader err = process.errorReader()) {
      String line = err.readLine();
      while (!line.startsWith("joint 3/30")) {
        line = err.readLine();
      }
      process.toHandle().destroy(); // Process.destroy would close its stderr too
      assertThat(err.lines()).anyMatch(last -> last.contains("--resume goes on"));
    }
    assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(losses(stopped)).hasSizeBetween(3, 29);
    CommandLineRun.of("train", "--run", stopped, "--resume").done();
    CommandLineRun.of(TinyRun.train(whole, (Object[]) epochs)).done();
    assertThat(losses(stopped)).hasSize(30).isEqualTo(losses(whole));
  }

  private static List<String> losses(Path run) throws IOException {
    return Files.readAllLines(run.resolve("seed-1").resolve("epochs.jsonl")).stream()
        .map(line -> line.replaceFirst(".*\"losses\":(\\{[^}]*}).*", "$1"))
        .toList();
  }

  /** As of an imported RoBERTa: the file's ids are another vocabulary's, and its texts are read. */
  @Test
  void aBertWithATokenizerOfItsOwnReadsTextsAndTakesItsTokenizerAlong() throws IOException {
    Path bert = folder.resolve("bert");
    CommandLineRun.of("bert", "tiny", "--to", bert).done();
    Files.writeString(
        bert.resolve("assets").resolve("tokenizer.json"),
        """
        {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "Whitespace"},
         "model": {"type": "WordLevel", "vocab": {"great": 4, "?": 5}, "unk_token": "?"}}
        """);
    Path run = folder.resolve("own");
    CommandLineRun.of(TinyRun.train(run, "--bert", bert, "--set", "recipe.stage.epochs=1")).done();
    Path export = run.resolve("export").resolve("1");
    assertThat(export.resolve("assets").resolve("tokenizer.json"))
        .hasSameTextualContentAs(run.resolve("tokenizer.json"));
    String out = CommandLineRun.of("predict", "--model", export, "--text", "great").done().out();
    assertThat(out).contains("prediction");
    assertThat(CommandLineRun.of("predict", "--model", export, "--text", "bad").done().out())
        .isNotEqualTo(out.replace("great", "bad"));
  }
}
