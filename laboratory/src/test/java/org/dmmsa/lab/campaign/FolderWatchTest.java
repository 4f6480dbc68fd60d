package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  @TempDir Path folder;

  @Test
  void aFolderThatIsNotThereYetChangesWhenItIs() throws IOException {
    Path run = folder.resolve("run");
    FolderWatch watch = new FolderWatch(run, Watched.LOG);
    assertThat(watch.hasChanged()).isFalse();
    Path log = Files.createDirectories(run.resolve("seed-1")).resolve("epochs.jsonl");
    assertThat(watch.hasChanged()).isFalse();
    Files.writeString(log, "{}\n");
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.hasChanged()).isFalse();
    Files.writeString(log, "{}\n{}\n");
    assertThat(watch.hasChanged()).isTrue();
  }

  @Test
  void hiddenFilesAndFoldersCountAndOthersDoNot() throws IOException {
    FolderWatch watch = new FolderWatch(folder, Watched.CHECKPOINTS);
    FolderWatch ofHalf = new FolderWatch(folder, Watched.HALF_CHECKPOINT);
    Path half = folder.resolve("runs/mosi-dmmsa-1/seed-1/checkpoints/.last.new");
    Files.createDirectories(half);
    assertThat(watch.hasChanged()).isTrue();
    assertThat(ofHalf.hasChanged()).isTrue();
    Files.createDirectories(half.resolveSibling("last"));
    assertThat(ofHalf.hasChanged()).isFalse();
    assertThat(watch.hasChanged()).isTrue();
    Files.writeString(folder.resolve("summary.json"), "{}");
    assertThat(watch.hasChanged()).isFalse();
    assertThat(Watched.RESULTS.has(Path.of("export/.1.partial/saved_model.pb"))).isTrue();
    assertThat(Watched.BEGINNING.has(Path.of(".config.yaml.1-2.tmp"))).isTrue();
  }
}
