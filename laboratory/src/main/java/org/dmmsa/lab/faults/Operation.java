package org.dmmsa.lab.faults;

import java.util.Locale;

/** What is done with a file. */
public enum Operation {
  /** A file is opened that may be made by that, or a folder or a link is made. */
  CREATE,
  READ,
  WRITE,
  /** Its bytes are forced to the disk. */
  SYNC,
  RENAME,
  DELETE;

  /** In words. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
