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
import org.dmmsa.training.TrainingInterruptedException;

/**
 * Does those of many runs that are not done, some at a time. A repeated call goes on, whether the
 * one before was stopped or killed.
 */
public final class RunQueue {
  private final List<? extends QueuedRun> runs;
  private final Workers workers;
  private final QueueProgress progress;
  private final BooleanSupplier interrupted;

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
   * @param workers who does them; whoever gives them closes them
   * @param interrupted asked after every step of each run; when it says so they write their
   *     checkpoints and no other begins
   */
  public RunQueue(
      List<? extends QueuedRun> runs,
      Workers workers,
      QueueProgress progress,
      BooleanSupplier interrupted) {
    this.runs = runs;
    this.workers = workers;
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
    List<? extends QueuedRun> left = left();
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(workers.most(), left.size())));
    try {
      List<Future<?>> all = new ArrayList<>();
      for (QueuedRun run : left) {
        all.add(threads.submit(() -> attempt(run, failed)));
      }
      for (Future<?> each : all) {
        await(each);
      }
    } finally {
      threads.shutdownNow();
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
      progress.done(run, workers.train(run, progress, interrupted));
    } catch (TrainingInterruptedException stopped) {
      // Its checkpoint is written; that there was a request is asked when all are over.
    } catch (RuntimeException e) {
      failed.add(new Failed(run, e));
      progress.failed(run, e);
    }
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
