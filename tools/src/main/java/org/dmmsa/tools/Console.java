package org.dmmsa.tools;

import java.io.PrintStream;
import org.dmmsa.training.report.JsonFile;

/**
 * Where a command prints.
 *
 * @param out results alone
 * @param err everything else
 */
public record Console(PrintStream out, PrintStream err) {

  /** A result for a person; ends with a line break. */
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /** A result for a program: one JSON document on one line. */
  public void json(Object value) {
    out.println(JsonFile.line(value));
  }
}
