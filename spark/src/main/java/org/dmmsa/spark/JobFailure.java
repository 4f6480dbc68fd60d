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
  static RuntimeException of(Exception thrown) {
    Optional<InvalidInputException> ours = first(thrown, InvalidInputException.class);
    if (ours.isPresent()) {
      return new InvalidInputException(ours.get().getMessage(), thrown);
    }
    return thrown instanceof RuntimeException already ? already : new IllegalStateException(thrown);
  }

  /** The same for a job that reads Parquet files. */
  static RuntimeException of(Exception thrown, String input) {
    return causes(thrown)
        .filter(SparkThrowable.class::isInstance)
        .map(cause -> String.valueOf(((SparkThrowable) cause).getCondition()))
        .filter(condition -> condition.matches(UNREADABLE))
        .findFirst()
        .<RuntimeException>map(
            condition ->
                new InvalidInputException(
                    "--input: found nothing to read at %s (%s), expected Parquet files"
                        .formatted(input, condition),
                    thrown))
        .orElseGet(() -> of(thrown));
  }

  private static <T extends Throwable> Optional<T> first(Throwable thrown, Class<T> type) {
    return causes(thrown).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
