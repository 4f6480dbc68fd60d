package org.dmmsa.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.FolderInUseException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run as it travels to another machine: all that it knows is in its folder, which all machines
 * see.
 *
 * @param dataset what it learns from, in logs
 * @param seed the run's only one
 * @param config what it does, as YAML
 * @param folder where
 */
record RunTask(String dataset, long seed, String config, String folder) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RunTask.class);
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  /** How often a run is asked for that another process still holds, in nanoseconds. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

  private record Arrived(String dataset, long seed, RunConfig config, RunFolder folder)
      implements QueuedRun {}

  static RunTask of(QueuedRun run) {
    return new RunTask(
        run.dataset(),
        run.seed(),
        RunConfig.YAML.write(run.config().withAbsolutePaths()),
        run.folder().root().toAbsolutePath().normalize().toString());
  }

  /**
   * Trains the run, or goes on with one that a lost executor began.
   *
   * @return what it was refused for, as another try would be; nothing when it is done
   */
  List<InvalidInputException> train() {
    TaskContext task = TaskContext.get();
    RunFolder where = new RunFolder(Path.of(folder));
    QueuedRun run =
        new Arrived(
            dataset,
            seed,
            RunConfig.YAML.read(config, "the config of " + folder, RunConfig.class),
            where);
    if (STARTED.compareAndSet(false, true)) {
      run.config().runtime().first();
    }
    try {
      trainWhenFree(run, task::isInterrupted);
      return List.of();
    } catch (InvalidInputException e) {
      return List.of(e);
    }
  }

  /**
   * An executor that Spark gave up may live a little longer, and holds the run's folder until it
   * ends.
   */
  private static void trainWhenFree(QueuedRun run, BooleanSupplier interrupted) {
    boolean told = false;
    while (true) {
      try {
        if (!run.done()) {
          run.train(new TrainingListener() {}, note -> {}, interrupted);
        }
        return;
      } catch (FolderInUseException e) {
        if (interrupted.getAsBoolean()) {
          throw new TrainingInterruptedException("stopped before " + run.name() + " was free");
        }
        if (!told) {
          LOG.warn("{}", e.getMessage());
        }
        told = true;
        LockSupport.parkNanos(PATIENCE);
      }
    }
  }
}
