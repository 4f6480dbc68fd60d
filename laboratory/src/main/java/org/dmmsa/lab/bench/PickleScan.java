package org.dmmsa.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.synthetic.KnownDataset;
import org.dmmsa.training.data.synthetic.SyntheticDataset;
import org.dmmsa.training.data.synthetic.SyntheticSpec;

/** Opening a feature pickle, which reads and checks every number of it. */
final class PickleScan {
  private static final double MEGABYTE = 1e6;

  private PickleScan() {}

  static Prepared prepare(Setup setup) {
    TemporaryFolder folder = TemporaryFolder.create();
    Path file = setup.data().orElseGet(() -> synthetic(setup, folder));
    return new Prepared(
        () -> Dataset.open(file, EnumSet.allOf(Input.class)).close(),
        1,
        bytes(file) / MEGABYTE,
        "MB",
        0,
        Optional.empty(),
        folder::close);
  }

  private static Path synthetic(Setup setup, TemporaryFolder folder) {
    Path file = folder.path().resolve("mosi.pkl");
    SyntheticDataset.write(
        file, SyntheticSpec.of(KnownDataset.MOSI, setup.sizes().pickleRows(), Setup.SEED));
    return file;
  }

  private static double bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
