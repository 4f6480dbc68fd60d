package org.dmmsa.training.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunFolder;

/**
 * Does those of many runs that are not done, some at a time. A repeated call goes on, whether the
 * one before was stopped or killed.
 */
public final class RunQueue {
  private final List<? extends QueuedRun> runs;
  private final int jobs;
  private final Progress progress;
  private final BooleanSupplier interrupted;

  /** Is told how it goes, by several threads at once. */
  public interface Progress {
    /** A run begins, or goes on. */
    void begun(QueuedRun run);

    /** What is odd in a run's data. */
    void note(QueuedRun run, String note);

    /** An epoch of a run is done. */
    void epochDone(QueuedRun run, EpochResult result);

    /** A run is done. */
    void done(QueuedRun run, SummaryReport summary);

    /** A run failed; the others go on. */
    void failed(QueuedRun run, RuntimeException why);
  }

  /**
   * A run that failed.
   *
   * @param run which
   * @param why what it threw
   */
  public record Failed(QueuedRun run, RuntimeException why) {}

  /**
   * Prepares.
   *
   * @param runs in the order in which they begin
   * @param jobs how many runs at a time, at least 1
   * @param interrupted asked after every step of each run; when it says so they write their
   *     checkpoints and no other begins
   */
  public RunQueue(
      List<? extends QueuedRun> runs, int jobs, Progress progress, BooleanSupplier interrupted) {
    this.runs = runs;
    this.jobs = jobs;
    this.progress = progress;
    this.interrupted = interrupted;
  }

  /**
   * Runs what is left.
   *
   * @return those that failed
   * @throws InvalidInputException if the folder of the runs cannot be made: none could then
   * @throws TrainingInterruptedException if it was interrupted; a repeated call goes on
   */
  public List<Failed> run() {
    runs.stream().map(run -> run.folder().root().getParent()).distinct().forEach(RunQueue::make);
    List<Failed> failed = Collections.synchronizedList(new ArrayList<>());
    runs.stream()
        .filter(QueuedRun::done) // one that was killed at the very end still has them
        .forEach(run -> run.folder().deleteCheckpoints(run.seed()));
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (QueuedRun run : left()) {
        all.add(workers.submit(() -> attempt(run, failed)));
      }
      for (Future<?> each : all) {
        await(each);
      }
    } finally {
      workers.shutdownNow();
    }
    if (interrupted.getAsBoolean()) {
      throw new TrainingInterruptedException(
          "stopped with %d of %d runs to do; the same command goes on"
              .formatted(left().size(), runs.size()));
    }
    return List.copyOf(failed);
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInputException("cannot make the folder " + folder + ": " + e, e);
    }
  }

  private List<? extends QueuedRun> left() {
    return runs.stream().filter(run -> !run.done()).toList();
  }

  private void attempt(QueuedRun run, List<Failed> failed) {
    if (interrupted.getAsBoolean()) {
      return;
    }
    progress.begun(run);
    try {
      progress.done(run, train(run));
    } catch (TrainingInterruptedException stopped) {
      // Its checkpoint is written; that there was a request is asked when all are over.
    } catch (RuntimeException e) {
      failed.add(new Failed(run, e));
      progress.failed(run, e);
    }
  }

  /** Nothing needs a finished run's checkpoints, and tables of large networks fill a disk. */
  private SummaryReport train(QueuedRun planned) {
    RunFolder folder = planned.folder();
    Run run = RunFolder.isBegun(folder.root()) ? planned.existing() : planned.fresh();
    TrainingListener epochs =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            progress.epochDone(planned, result);
          }
        };
    SummaryReport summary =
        run.train(
            (seed, seedFolder) -> List.of(epochs),
            note -> progress.note(planned, note),
            interrupted);
    folder.deleteCheckpoints(planned.seed());
    return summary;
  }

  private static void await(Future<?> each) {
    try {
      each.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingInterruptedException("interrupted while runs were under way");
    } catch (ExecutionException e) { // not a failure of a run: those are caught
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
