package org.dmmsa.training.runreport;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.ResultTable.Column;
import org.dmmsa.training.run.Provenance;
import org.dmmsa.training.runreport.ReportPage.Section;
import org.dmmsa.training.runreport.ReportPage.Table;

/** What a run was made of. */
final class ProvenanceTable {
  private ProvenanceTable() {}

  static Section section(ReportedRun run) {
    return new Section(
        run.fileName("provenance"),
        "Provenance",
        3,
        List.of(),
        List.of(),
        List.of(new Table(run.fileName("provenance"), table(run))));
  }

  private static ResultTable table(ReportedRun run) {
    Provenance from = run.provenance();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("dmmsa", from.version()));
    rows.add(List.of("commit", from.commit().orElse("not known")));
    rows.add(List.of("TensorFlow", from.tensorflow()));
    rows.add(List.of("Java", from.java()));
    rows.add(List.of("system", from.system() + ", " + from.processors() + " processors"));
    rows.add(List.of("begun", from.started()));
    rows.add(List.of("data", from.data() + ", " + DiskUse.inWords(from.dataBytes())));
    rows.add(List.of("SHA-256 of the data", from.dataSha256()));
    from.bert().ifPresent(bert -> rows.add(List.of("BERT", bert.toString())));
    from.bertSha256().ifPresent(digest -> rows.add(List.of("SHA-256 of the BERT", digest)));
    return new ResultTable(
        run.name() + ": provenance",
        List.of(Column.text("what"), Column.text("value")),
        rows,
        List.of());
  }
}
