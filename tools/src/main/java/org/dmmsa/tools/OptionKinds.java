package org.dmmsa.tools;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Makes options of one form: long names only, one value or none. */
public final class OptionKinds {
  private OptionKinds() {}

  /** Options in the order in which the help lists them. */
  public static Options options(Option... options) {
    Options all = new Options();
    for (Option option : options) {
      all.addOption(option);
    }
    return all;
  }

  /** An option that the command cannot do without. */
  public static Option needed(String name, String value, String text) {
    return base(name, text).hasArg().argName(value).required().get();
  }

  /** An option that may be left out. */
  public static Option optional(String name, String value, String text) {
    return base(name, text).hasArg().argName(value).get();
  }

  /** An option without a value. */
  public static Option flag(String name, String text) {
    return base(name, text).get();
  }

  /** {@code --json}, the same everywhere. */
  public static Option json() {
    return flag("json", "print one JSON document instead of text");
  }

  private static Option.Builder base(String name, String text) {
    return Option.builder().longOpt(name).desc(text);
  }
}
