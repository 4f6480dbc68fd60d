package org.dmmsa.training.runreport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.savedmodel.file.FolderInUseException;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.training.run.RunFolder;
import org.dmmsa.training.run.RunInspection;
import org.dmmsa.training.run.RunInspection.SeedProgress;

/**
 * What can be deleted of a run without losing a result: the weights in its checkpoints. Their
 * states stay, so {@code train --resume} still knows that the run is done.
 *
 * @param run its folder
 * @param files that would be deleted; nothing outside the run, nothing through a link
 * @param bytes that would become free
 * @param kept why nothing of the run, or not all that was asked for, is deleted
 */
public record RunCleaning(Path run, List<Path> files, long bytes, Optional<String> kept) {
  public RunCleaning {
    files = List.copyOf(files);
  }

  /**
   * Looks what there is; deletes nothing.
   *
   * @param best whether the best weights go too, beside the initial and the last; only of a run
   *     that has an export
   */
  public static RunCleaning plan(Path folder, boolean best) {
    RunInspection run;
    try {
      run = RunInspection.of(folder);
    } catch (InvalidInputException e) {
      return nothing(folder, "it cannot be read: " + e.getMessage());
    }
    if (!run.done()) {
      return nothing(folder, "it is not done");
    }
    List<String> names = new ArrayList<>(List.of("initial", "last"));
    if (best && run.exported()) {
      names.add("best");
    }
    List<Path> files = new ArrayList<>();
    for (CheckpointFolder checkpoints : checkpoints(run)) {
      names.forEach(name -> files.addAll(checkpoints.weights(name)));
    }
    return new RunCleaning(
        folder,
        files,
        DiskUse.freedBy(files),
        best && !run.exported()
            ? Optional.of("the best weights stay, as it has no export")
            : Optional.empty());
  }

  private static RunCleaning nothing(Path folder, String why) {
    return new RunCleaning(folder, List.of(), 0, Optional.of(why));
  }

  private static List<CheckpointFolder> checkpoints(RunInspection run) {
    List<CheckpointFolder> all = new ArrayList<>();
    for (SeedProgress progress : run.seeds()) {
      RunFolder.SeedFolder seed = new RunFolder(run.folder()).seed(progress.seed());
      CheckpointFolder last = seed.checkpoints();
      if (!isOwn(seed.root()) || !isOwn(last.root())) {
        continue;
      }
      all.add(last);
      run.stages().keySet().stream()
          .map(seed::checkpoints)
          .filter(stage -> isOwn(stage.root())) // of the last stage there is none of that name
          .forEach(all::add);
    }
    return all;
  }

  private static boolean isOwn(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Deletes the files, unless the run is in use.
   *
   * @return what was deleted
   * @throws InvalidInputException naming the first that cannot be deleted
   */
  public RunCleaning delete() {
    if (files.isEmpty()) {
      return this;
    }
    try {
      FolderLock.runWhileHeld(run, this::deleteFiles);
      return this;
    } catch (FolderInUseException e) {
      return nothing(run, e.getMessage());
    }
  }

  private void deleteFiles() {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new InvalidInputException(file + ": cannot be deleted: " + e.getMessage(), e);
      }
    }
  }
}
