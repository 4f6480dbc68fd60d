package org.dmmsa.lab.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.TextFile;
import org.dmmsa.savedmodel.serving.ExportChecksums;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.run.RunFolder;

/**
 * What a run or an experiment came to: every figure, prediction and table that it wrote, but for
 * times, and what its exports answer for each row of its data.
 *
 * <p>The files of an export carry the time of the run and are not compared; each must have the
 * digest that was written with it.
 *
 * @param byName texts by the file that they are from
 */
record Results(SortedMap<String, String> byName) {
  private static final Pattern FIGURES =
      Pattern.compile(
          "(.*/)?(epochs\\.jsonl|(metrics|similarity|summary|results)\\.json|model\\.yaml"
              + "|summary\\.csv|predictions-[^/]*\\.csv|experiment\\.md)|(.*/)?tables/[^/]*");
  private static final Pattern EXPORT = Pattern.compile("export/\\d+/saved_model\\.pb");
  private static final List<String> TIMES = List.of("seconds", "samples_per_second");

  /**
   * Reads them; loads TensorFlow if there is an export.
   *
   * @throws InvalidInputException if one of them cannot be read
   */
  static Results of(Path folder) {
    SortedMap<String, String> byName = new TreeMap<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString();
      if (EXPORT.matcher(name).matches()) {
        byName.put("answers of " + folder.relativize(file.getParent()), answers(folder, file));
      } else if (FIGURES.matcher(name).matches() && !name.startsWith("export/")) {
        byName.put(
            name,
            name.endsWith("epochs.jsonl")
                ? withoutTimes(file)
                : TextFile.read(file, "what a run wrote"));
      }
    }
    return new Results(byName);
  }

  /** Where others differ from these, a line each. */
  List<String> differences(Results others) {
    SortedSet<String> names = new TreeSet<>(byName.keySet());
    names.addAll(others.byName.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String expected = byName.get(name);
      String found = others.byName.get(name);
      if (!Objects.equals(expected, found)) {
        differences.add(name + ": " + difference(expected, found));
      }
    }
    return differences;
  }

  /** The same of those in a folder, which may be any. */
  List<String> differencesIn(Path folder) {
    try {
      return differences(of(folder));
    } catch (RuntimeException e) { // whatever it is, these could be read
      return List.of("found results that cannot be read: " + e);
    }
  }

  private static String difference(String expected, String found) {
    if (expected == null || found == null) {
      return found == null ? "found nothing" : "found something, expected nothing";
    }
    List<String> ours = expected.lines().toList();
    List<String> theirs = found.lines().toList();
    int line = 0;
    while (line < Math.min(ours.size(), theirs.size()) && ours.get(line).equals(theirs.get(line))) {
      line++;
    }
    return "line %d: found %s, expected %s"
        .formatted(line + 1, line(theirs, line), line(ours, line));
  }

  private static String line(List<String> lines, int number) {
    return number < lines.size() ? lines.get(number) : "its end";
  }

  private static String withoutTimes(Path file) {
    return JsonFile.readLines(file).stream()
        .map(Results::withoutTimes)
        .collect(Collectors.joining("\n"));
  }

  private static String withoutTimes(JsonNode epoch) {
    if (epoch instanceof ObjectNode object) {
      object.remove(TIMES);
    }
    return epoch.toString();
  }

  /** What the product says with it, to the last digit. */
  private static String answers(Path run, Path file) {
    try {
      ExportChecksums.verify(file.getParent());
      Path csv = Files.createTempFile("dmmsa", ".csv");
      try (ModelEvaluator evaluator =
          ModelEvaluator.open(
              file.getParent(), new RunFolder(run).syntheticData(), Optional.empty())) {
        PredictionsCsv.write(csv, evaluator.predictions(evaluator.splits("all")));
        return Files.readString(csv);
      } finally {
        Files.delete(csv);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
