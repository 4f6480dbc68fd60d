package org.dmmsa.tools;

import java.util.List;
import org.apache.commons.cli.Option;

/** What {@code --help} prints. */
final class Help {
  private Help() {}

  /**
   * Some commands of a program, with what they do.
   *
   * @param program its name
   * @param about its first line
   */
  static String of(String program, String about, List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append(about).append("\n\n");
    text.append("usage: ./%s COMMAND [options]\n\n".formatted(program));
    int width = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    commands.forEach(
        command -> text.append(line(command.name(), width, command.summary())).append('\n'));
    text.append(
        "\n./%s COMMAND --help explains a command and gives an example.\n".formatted(program));
    text.append("Exit codes: 0 done, 2 something given cannot be used, 1 a fault of ours,\n");
    text.append("130 interrupted.\n");
    return text.toString();
  }

  /** One command: usage, options, an example. */
  static String of(String program, Command command) {
    StringBuilder text = new StringBuilder();
    text.append(command.summary());
    text.append("\n\nusage: ./%s %s".formatted(program, command.name()));
    command.operands().forEach(operand -> text.append(' ').append(operand));
    boolean optional = false;
    for (Option option : command.options().getOptions()) {
      if (option.isRequired()) {
        text.append(' ').append(form(option));
      } else {
        optional = true;
      }
    }
    text.append(optional ? " [options]\n\n" : "\n\n");
    int width = 6;
    for (Option option : command.options().getOptions()) {
      width = Math.max(width, form(option).length());
    }
    for (Option option : command.options().getOptions()) {
      text.append(line(form(option), width, option.getDescription())).append('\n');
    }
    text.append(line("--help", width, "print this")).append('\n');
    return text.append("\nexample: ").append(command.example()).append('\n').toString();
  }

  private static String form(Option option) {
    return "--" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
  }

  private static String line(String name, int width, String text) {
    return "  " + name + " ".repeat(width - name.length() + 2) + text;
  }
}
