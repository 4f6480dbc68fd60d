package org.dmmsa.training.runreport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.runreport.ReportPage.Section;
import org.dmmsa.training.runreport.ReportPage.Table;

/**
 * A report of runs that are done: {@code report.html}, which needs nothing else, and its tables and
 * figures as files for a paper. It is read out of the run folders and their data files alone, and
 * is the same for the same files.
 */
public final class RunReport {
  private RunReport() {}

  /**
   * Writes a report, whole or not at all.
   *
   * @param runs at least one
   * @param to a new or empty folder
   * @throws InvalidInputException if a run is none or not done, or there is something in the folder
   */
  public static void write(List<Path> runs, Path to) {
    try (FreshFolder folder = FreshFolder.at(to)) {
      ReportPage page = page(runs);
      AtomicFile.write(folder.path().resolve("report.html"), HtmlPage.of(page));
      page.tables().forEach(t -> t.table().write(folder.path().resolve("tables"), t.file()));
      page.figures().forEach(f -> f.chart().write(folder.path().resolve("figures"), f.file()));
      folder.commit();
    } catch (IOException e) {
      throw AtomicFile.refusal(to, e);
    }
  }

  private static List<ReportedRun> read(List<Path> folders) {
    List<ReportedRun> runs = new ArrayList<>();
    Set<String> fileNames = new HashSet<>();
    for (Path folder : folders) {
      Path last = folder.toAbsolutePath().normalize().getFileName();
      String base = last == null ? "run" : last.toString();
      String name = base;
      for (int i = 2; !fileNames.add(ReportedRun.partOfFileName(name)); i++) {
        name = base + "-" + i;
      }
      runs.add(ReportedRun.read(folder, name));
    }
    return runs;
  }

  static ReportPage page(List<Path> folders) {
    List<ReportedRun> runs = read(folders);
    List<Section> sections = new ArrayList<>(List.of(SummaryTables.section(runs)));
    if (runs.size() > 1) {
      sections.add(differences(runs));
    }
    for (ReportedRun run : runs) {
      sections.add(
          new Section(
              run.fileName("run"), "Run " + run.name(), 2, Protocol.of(run), List.of(), List.of()));
      sections.add(Curves.section(run));
      sections.add(PredictionFigures.section(run));
      sections.add(ErrorAnalysis.section(run));
      sections.add(ProvenanceTable.section(run));
      sections.add(Checklist.section(run));
    }
    List<String> names = runs.stream().map(ReportedRun::name).toList();
    return new ReportPage("Report of " + String.join(", ", names), sections);
  }

  private static Section differences(List<ReportedRun> runs) {
    List<RunConfig> configs = runs.stream().map(run -> run.run().config()).toList();
    return new Section(
        "differences",
        "Configs",
        2,
        List.of("Where the configs of the runs differ; what all have in common is left out."),
        List.of(),
        List.of(
            new Table(
                "configs",
                RunComparison.differenceTable(
                    runs.stream().map(ReportedRun::name).toList(),
                    RunConfig.YAML.differences(configs)))));
  }
}
