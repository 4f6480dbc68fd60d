package org.dmmsa.savedmodel.file;

import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;

/** A folder that another process, or another job of this one, is writing to. */
public final class FolderInUseException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  FolderInUseException(Path folder, String holder) {
    super(
        "found %s in use by %s, expected no other; wait for it or stop it"
            .formatted(folder, holder.isEmpty() ? "another process" : holder));
  }
}
