package org.dmmsa.tools;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.MissingOptionException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.NearestName;

/** What the user gave to a command, checked and with types. */
public final class Arguments {
  /** How the last operand ends of which there may be more than one. */
  public static final String SEVERAL = "...";

  private final Options options;
  private final CommandLine line;

  private Arguments(Options options, CommandLine line) {
    this.options = options;
    this.line = line;
  }

  /**
   * Reads what follows a command's name.
   *
   * @param program what has the command, for messages
   * @param command the name, for messages
   * @param operands what is needed beside options
   * @param words as typed
   * @throws InvalidInputException naming the nearest option when one is unknown
   */
  static Arguments parse(
      String program, String command, Options options, List<String> operands, List<String> words) {
    CommandLine line;
    try {
      line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(options, words.toArray(String[]::new));
    } catch (ParseException e) {
      throw new InvalidInputException(problem(program, command, options, e), e);
    }
    requireOperands(command, operands, line.getArgList());
    return new Arguments(options, line);
  }

  private static String problem(String program, String command, Options options, ParseException e) {
    String where = command + ": found ";
    String help = "; ./" + program + " " + command + " --help lists the options";
    if (e instanceof UnrecognizedOptionException unknown) {
      List<String> names = options.getOptions().stream().map(o -> "--" + o.getLongOpt()).toList();
      return where
          + "the unknown option "
          + unknown.getOption()
          + NearestName.meantBy(unknown.getOption().replaceFirst("=.*", ""), names)
              .map(near -> ", did you mean " + near + "?")
              .orElse(help);
    }
    if (e instanceof MissingArgumentException missing) {
      return where + "no value after --" + missing.getOption().getLongOpt() + help;
    }
    if (e instanceof MissingOptionException missing) {
      String name = String.valueOf(missing.getMissingOptions().get(0));
      Option option = options.getOption(name);
      return where + "no --" + name + ", expected --" + name + " " + option.getArgName() + help;
    }
    return command + ": " + e.getMessage() + help;
  }

  private static void requireOperands(String command, List<String> expected, List<String> found) {
    boolean several = !expected.isEmpty() && expected.get(expected.size() - 1).endsWith(SEVERAL);
    if (found.size() < expected.size() || (found.size() > expected.size() && !several)) {
      throw new InvalidInputException(
          "%s: found %s, expected %s"
              .formatted(
                  command,
                  found.isEmpty() ? "nothing" : "'" + String.join(" ", found) + "'",
                  expected.isEmpty() ? "options only" : String.join(" ", expected)));
    }
  }

  /** What was given beside options. */
  public String operand(int index) {
    return line.getArgList().get(index);
  }

  /** The same as a place on the disk. */
  public Path operandPath(int index) {
    return operandPaths().get(index);
  }

  /** All that was given beside options, as places on the disk. */
  public List<Path> operandPaths() {
    return line.getArgList().stream()
        .map(
            found ->
                toPath(found)
                    .orElseThrow(
                        () ->
                            new InvalidInputException(
                                "found '%s', expected a path".formatted(found))))
        .toList();
  }

  public boolean has(String option) {
    return line.hasOption(option);
  }

  /** All values of an option that may be given several times. */
  public List<String> all(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /** The value of an option that may be left out. */
  public Optional<String> text(String option) {
    List<String> values = all(option);
    if (values.size() > 1) {
      throw refuse(option, String.join(" and ", values), "it once");
    }
    if (values.contains("")) {
      throw refuse(option, "an empty text", options.getOption(option).getArgName());
    }
    return values.stream().findFirst();
  }

  /** A value that is one of a few. */
  public Optional<String> choice(String option, String... choices) {
    Optional<String> value = text(option);
    value.ifPresent(
        found -> {
          if (!Arrays.asList(choices).contains(found)) {
            throw refuse(option, "'" + found + "'", "one of " + String.join(", ", choices));
          }
        });
    return value;
  }

  /** A place on the disk, whether something is there or not. */
  public Optional<Path> path(String option) {
    return text(option)
        .map(found -> toPath(found).orElseThrow(() -> refuse(option, "'" + found + "'", "a path")));
  }

  private static Optional<Path> toPath(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A file to write: nothing may be there, unless {@code --force} was given. */
  public Path newFile(String option) {
    Path file = path(option).orElseThrow();
    if (Files.isDirectory(file) || (Files.exists(file) && !has("force"))) {
      throw refuse(option, file + ", which is already there", "a new file (--force replaces one)");
    }
    return file;
  }

  /** A whole number. */
  public Optional<Integer> count(String option, int least) {
    return text(option)
        .map(
            found -> {
              long value = number(option, found);
              if (value < least || value > Integer.MAX_VALUE) {
                throw refuse(option, found, "a whole number from " + least + " up");
              }
              return (int) value;
            });
  }

  /** Any whole number. */
  public Optional<Long> number(String option) {
    return text(option).map(found -> number(option, found));
  }

  /** Whole numbers, separated by commas. */
  public List<Long> numbers(String option) {
    return text(option)
        .map(
            found ->
                Arrays.stream(found.split(",", -1))
                    .map(one -> number(option, one.strip()))
                    .toList())
        .orElse(List.of());
  }

  private long number(String option, String found) {
    try {
      return Long.parseLong(found);
    } catch (NumberFormatException e) {
      throw refuse(option, "'" + found + "'", "a whole number");
    }
  }

  private InvalidInputException refuse(String option, String found, String expected) {
    return new InvalidInputException("--" + option + ": found " + found + ", expected " + expected);
  }
}
