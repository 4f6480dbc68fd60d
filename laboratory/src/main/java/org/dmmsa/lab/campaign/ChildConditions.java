package org.dmmsa.lab.campaign;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is different for a process than for this one.
 *
 * @param shell words before the Java that it is started with
 * @param java options of that
 */
record ChildConditions(List<String> shell, List<String> java) {
  static final ChildConditions NONE = new ChildConditions(List.of(), List.of());

  /** For short lives: half of what such a process computes is the better of Java's compilers. */
  static final ChildConditions SHORT_LIVED =
      new ChildConditions(List.of(), List.of("-XX:TieredStopAtLevel=1"));

  ChildConditions {
    shell = List.copyOf(shell);
    java = List.copyOf(java);
  }

  /** These and more options of Java. */
  ChildConditions with(List<String> more) {
    return new ChildConditions(shell, Stream.concat(java.stream(), more.stream()).toList());
  }

  /** The same behind a shell. */
  ChildConditions behind(List<String> words) {
    return new ChildConditions(words, java);
  }
}
