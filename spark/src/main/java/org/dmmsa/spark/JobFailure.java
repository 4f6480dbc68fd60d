package org.dmmsa.spark;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.dmmsa.model.InvalidInputException;

/** What a job on Spark failed with, which often comes wrapped, and from another machine. */
final class JobFailure {
  private static final String UNREADABLE =
      "PATH_NOT_FOUND|UNABLE_TO_INFER_SCHEMA|FAILED_READ_FILE.*|CANNOT_READ_FILE_FOOTER.*";

  private JobFailure() {}

  /** The exception to go on with. */
  static RuntimeException of(Exception thrown, String input) {
    Optional<Throwable> ours = find(thrown, InvalidInputException.class);
    if (ours.isPresent()) {
      return new InvalidInputException(ours.get().getMessage(), thrown);
    }
    Optional<SparkThrowable> unreadable =
        causes(thrown)
            .filter(SparkThrowable.class::isInstance)
            .map(SparkThrowable.class::cast)
            .filter(each -> String.valueOf(each.getCondition()).matches(UNREADABLE))
            .findFirst();
    return unreadable
        .<RuntimeException>map(
            each ->
                new InvalidInputException(
                    "--input: found nothing to read at %s (%s), expected Parquet files"
                        .formatted(input, each.getCondition()),
                    thrown))
        .orElseGet(
            () ->
                thrown instanceof RuntimeException already
                    ? already
                    : new IllegalStateException(thrown));
  }

  private static Optional<Throwable> find(Throwable thrown, Class<? extends Throwable> type) {
    return causes(thrown).filter(type::isInstance).findFirst();
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
