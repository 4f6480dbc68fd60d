package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.Optional;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.PublishedFiles;
import org.dmmsa.training.data.summary.DataInspection;

/**
 * A feature file.
 *
 * @param kind {@code data}
 * @param sha256 of the whole file
 * @param published the name of the published file with these bytes
 * @param content its splits
 */
record DataFileInspection(
    String kind, String sha256, Optional<String> published, DataInspection content)
    implements Inspection {

  static DataFileInspection of(Path file) {
    try (Dataset data = Dataset.open(file, DataInspection.READ)) {
      String sha256 = Sha256.of(file);
      return new DataFileInspection(
          "data", sha256, PublishedFiles.named(sha256), DataInspection.of(data));
    }
  }

  @Override
  public String toText() {
    return "%s\nSHA-256 %s (%s)\n"
        .formatted(
            content.toText(),
            sha256,
            published.map(name -> "the published " + name).orElse("no published file"));
  }
}
