package org.dmmsa.lab;

import java.util.List;
import org.dmmsa.lab.command.BenchCommand;
import org.dmmsa.lab.command.FaultsCommand;
import org.dmmsa.lab.command.FuzzCommand;
import org.dmmsa.lab.command.KillCommand;
import org.dmmsa.lab.command.ServeCommand;
import org.dmmsa.tools.Program;

/** The entry of the project's own test bench, {@code ./lab}: it is no part of the application. */
public final class Lab {
  /** Its commands. */
  public static final Program LAB =
      new Program(
          "lab",
          "DMMSA's test bench: what it costs, and what breaks it.",
          List.of(
              new BenchCommand(),
              new FuzzCommand(),
              new KillCommand(),
              new FaultsCommand(),
              new ServeCommand()));

  private Lab() {}

  public static void main(String[] words) {
    System.exit(LAB.run(words));
  }
}
