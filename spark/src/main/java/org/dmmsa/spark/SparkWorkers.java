package org.dmmsa.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.queue.QueueProgress;
import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.queue.Workers;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.SummaryReport;

/**
 * The executors of a cluster: each run is a Spark job of one task, which Spark gives to another
 * executor if the first one is lost. Epochs and results are read from the run's folder.
 */
final class SparkWorkers implements Workers {
  /** Spark begins with the job that came first, and the queue's threads all come at once. */
  private final ReentrantLock inOrder = new ReentrantLock(true);

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final int most;
  private final long wait;

  /**
   * Prepares.
   *
   * @param session closed with this
   * @param most runs that are given to Spark at a time
   * @param wait between two looks at a run and at who may interrupt it, in nanoseconds
   */
  SparkWorkers(SparkSession session, int most, long wait) {
    this.session = session;
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.most = most;
    this.wait = wait;
  }

  @Override
  public int most() {
    return most;
  }

  @Override
  public int atATime() {
    int cores = spark.getConf().getInt("spark.task.cpus", 1);
    return Math.max(1, Math.min(most, spark.defaultParallelism() / cores));
  }

  @Override
  public SummaryReport train(QueuedRun run, QueueProgress progress, BooleanSupplier interrupted) {
    List<InvalidInputException> refused = result(submitted(run), run, progress, interrupted).get(0);
    if (!refused.isEmpty()) {
      throw refused.get(0);
    }
    SummaryReport summary = JsonFile.read(run.folder().summary(), SummaryReport.class);
    summary.dataNotes().forEach(note -> progress.note(run, note));
    return summary;
  }

  private JavaFutureAction<List<List<InvalidInputException>>> submitted(QueuedRun run) {
    inOrder.lock();
    try {
      return spark.parallelize(List.of(RunTask.of(run)), 1).map(RunTask::train).collectAsync();
    } finally {
      inOrder.unlock();
    }
  }

  private <T> T result(
      JavaFutureAction<T> task,
      QueuedRun run,
      QueueProgress progress,
      BooleanSupplier interrupted) {
    int told = run.epochs().size();
    while (true) {
      try {
        return task.get(wait, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        List<JsonNode> epochs = run.epochs();
        for (JsonNode epoch : epochs.subList(Math.min(told, epochs.size()), epochs.size())) {
          progress.epochDone(run, epoch.path("stage").asText(), epoch.path("epoch").asInt());
        }
        told = epochs.size();
        if (interrupted.getAsBoolean()) {
          stop(task);
        }
        requireSpark();
      } catch (ExecutionException | CancellationException e) {
        requireSpark();
        throw JobFailure.of(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TrainingInterruptedException(
            "interrupted while " + run.name() + " was under way");
      }
    }
  }

  /** A cluster that ends the application leaves jobs that were just given to it without an end. */
  private void requireSpark() {
    if (session.sparkContext().isStopped()) {
      throw new InvalidInputException(
          "found that Spark at %s ended the application, expected it to run; its master and its"
                  .formatted(spark.master())
              + " workers say why");
    }
  }

  /** Tells the task to stop, and waits for its checkpoint. */
  private void stop(JavaFutureAction<?> task) {
    task.cancel(true);
    while (Arrays.stream(spark.statusTracker().getExecutorInfos())
        .mapToInt(SparkExecutorInfo::numRunningTasks)
        .anyMatch(running -> running > 0)) {
      LockSupport.parkNanos(wait);
    }
    throw new TrainingInterruptedException("stopped with a checkpoint");
  }

  @Override
  public void close() {
    session.stop();
  }
}
