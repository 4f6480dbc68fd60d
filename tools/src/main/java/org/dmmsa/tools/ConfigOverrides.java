package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What options of a command replace in a config. */
final class ConfigOverrides {
  private ConfigOverrides() {}

  /** {@code --set}, then {@code --data} and {@code --bert}, each as {@code a.b=value}. */
  static List<String> of(Arguments given) {
    List<String> overrides = new ArrayList<>(given.all("set"));
    given.path("data").ifPresent(data -> overrides.add("data.path=" + quoted(data)));
    given.path("bert").ifPresent(bert -> overrides.add("bert.path=" + quoted(bert)));
    return overrides;
  }

  /** As a YAML text that means these characters whatever they are. */
  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
