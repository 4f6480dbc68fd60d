package org.dmmsa.training.runreport;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.ResultTable.Column;
import org.dmmsa.training.run.Provenance;
import org.dmmsa.training.runreport.ReportPage.Section;
import org.dmmsa.training.runreport.ReportPage.Table;

/**
 * What the reproducibility checklists of machine learning venues ask (Pineau et al. 2021), answered
 * from the run folder alone: what is not in it is a no.
 */
final class Checklist {
  private final ReportedRun run;
  private final List<List<String>> rows = new ArrayList<>();

  private Checklist(ReportedRun run) {
    this.run = run;
  }

  static Section section(ReportedRun run) {
    Checklist list = new Checklist(run);
    list.sources();
    list.settings();
    list.results();
    list.costs();
    return new Section(
        run.fileName("checklist"),
        "Reproducibility checklist",
        3,
        List.of(
            "Questions of the machine learning reproducibility checklist (Pineau et al. 2021), answered"
                + " from what is in the run folder. What is not there is answered with no, though it"
                + " may be written elsewhere."),
        List.of(),
        List.of(
            new Table(
                run.fileName("checklist"),
                new ResultTable(
                    run.name() + ": checklist",
                    List.of(
                        Column.text("question"), Column.text("answer"), Column.text("evidence")),
                    list.rows,
                    List.of()))));
  }

  private void sources() {
    Provenance from = run.provenance();
    answer(
        "Is the code named exactly?",
        from.commit().isPresent(),
        from.commit()
            .map(commit -> "version " + from.version() + ", commit " + commit)
            .orElse("version " + from.version() + "; the commit is not known"));
    answer("Is the data identified?", true, "SHA-256 " + from.dataSha256());
    answer(
        "Are the sizes of the splits stated?",
        !from.rows().isEmpty(),
        from.rows().isEmpty() ? "the run is from before they were noted" : Protocol.rows(run));
    answer(
        "Can the data be had from here?",
        run.run().config().data().path().isEmpty(),
        run.run().config().data().path().isEmpty()
            ? "it is synthetic; its seed is in config.yaml"
            : "the run names a file, not where it can be had");
    from.bert()
        .ifPresent(
            bert ->
                answer(
                    "Are pretrained weights identified?",
                    from.bertSha256().isPresent(),
                    from.bertSha256().map(digest -> "SHA-256 " + digest).orElse("no digest")));
    answer(
        "Are the versions of the software stated?",
        true,
        "TensorFlow %s, Java %s".formatted(from.tensorflow(), from.java()));
  }

  private void settings() {
    answer("Are all hyper-parameters stated?", true, "config.yaml holds every value");
    answer(
        "Is it stated how they were searched, and among which?",
        false,
        "a run does not know which others were tried");
    answer("Are the seeds stated?", true, "seeds " + run.run().config().seeds());
    Sessions threads = run.run().config().runtime();
    boolean single = threads.intraOpThreads() == 1 && threads.interOpThreads() == 1;
    answer(
        "Does the same seed give the same numbers again, to the last bit?",
        single,
        single
            ? "with one thread, on the same processor and versions"
            : "not promised with %d intra-op and %d inter-op threads (0: TensorFlow's choice)"
                .formatted(threads.intraOpThreads(), threads.interOpThreads()));
    answer(
        "Was the best epoch chosen without the test split?",
        true,
        "by %s on the validation split".formatted(Curves.name(run.run().selection().by())));
  }

  private void results() {
    int seeds = run.seeds().size();
    answer(
        "Is the result a mean of several runs?",
        seeds > 1,
        seeds + (seeds == 1 ? " seed" : " seeds"));
    answer(
        "Is its variation stated?",
        seeds > 1,
        seeds > 1
            ? "population standard deviation over seeds, and every seed's own figures"
            : "one seed has none");
    answer("Is it stated whether differences are significant?", false, "no test was made");
    answer(
        "Is there a trivial baseline?",
        true,
        "always the train mean: test MAE "
            + Numbers.fixed(
                run.summary().meanPredictor().test().get(Metric.MAE).orElse(Double.NaN), 4));
    answer("Are all predictions kept?", true, "predictions-test.csv and -valid.csv of each seed");
    answer(
        "Is the trained model kept?",
        run.run().exported(),
        run.run().exported()
            ? "export/, with the SHA-256 of its files"
            : "the run has no export" + checkpoints());
  }

  private String checkpoints() {
    boolean best = run.run().seeds().stream().allMatch(s -> s.checkpoints().contains("best"));
    return best ? "; its best checkpoints are there" : "";
  }

  private void costs() {
    double seconds =
        run.seeds().stream()
            .flatMap(seed -> seed.epochs().stream())
            .mapToDouble(epoch -> epoch.seconds())
            .sum();
    answer(
        "Is the computing time stated?",
        true,
        "%s minutes for all seeds; epochs: %s"
            .formatted(
                Numbers.fixed(seconds / 60, 1),
                run.seeds().stream()
                    .map(seed -> "%d (seed %d)".formatted(seed.epochs().size(), seed.seed()))
                    .collect(Collectors.joining(", "))));
    answer(
        "Is the hardware stated?",
        false,
        "only %s with %d processors; neither their kind, memory nor an accelerator"
            .formatted(run.provenance().system(), run.provenance().processors()));
    answer("Is the size of the model stated?", false, "./dmmsa models counts parameters");
  }

  private void answer(String question, boolean yes, String evidence) {
    rows.add(List.of(question, yes ? "yes" : "no", evidence));
  }
}
