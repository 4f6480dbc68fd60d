package org.dmmsa.savedmodel.bert;

import java.nio.file.Path;
import java.util.Set;

/** Lets tests of other packages see which variables a checkpoint holds. */
public final class IndexNames {
  private IndexNames() {}

  /** The names in {@code PREFIX.index}. */
  public static Set<String> read(Path prefix) {
    return VariableIndex.read(prefix).variables().keySet();
  }
}
