package org.dmmsa.lab.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** What can go wrong with an operation. */
public enum Fault {
  /** Nothing can be written or made from then on; what is there can be read and deleted. */
  DISK_FULL,
  /** Half of the bytes are taken, which is no error: the rest has to be written by another call. */
  SHORT_WRITE,
  WRITE_ERROR,
  READ_ERROR,
  SYNC_ERROR,
  RENAME_ERROR,
  DELETE_REFUSED,
  /** The process ends on the spot, before the operation. */
  KILL;

  /** Whether such an operation can go wrong like that. */
  public boolean concerns(Operation operation) {
    return switch (this) {
      case DISK_FULL -> operation == Operation.CREATE || operation == Operation.WRITE;
      case SHORT_WRITE, WRITE_ERROR -> operation == Operation.WRITE;
      case READ_ERROR -> operation == Operation.READ;
      case SYNC_ERROR -> operation == Operation.SYNC;
      case RENAME_ERROR -> operation == Operation.RENAME;
      case DELETE_REFUSED -> operation == Operation.DELETE;
      case KILL -> operation != Operation.READ;
    };
  }

  /** Whether all operations go wrong after the first one that did. */
  boolean lasts() {
    return this == DISK_FULL;
  }

  /** In words. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** As Java says it on Linux: a channel does not know its file, and does not name it. */
  IOException exception(Operation operation, Path file) {
    if (this == DELETE_REFUSED) {
      return new AccessDeniedException(file.toString());
    }
    String reason = this == DISK_FULL ? "No space left on device" : "Input/output error";
    return switch (operation) {
      case READ, WRITE, SYNC -> new IOException(reason);
      case CREATE, RENAME, DELETE -> new FileSystemException(file.toString(), null, reason);
    };
  }
}
