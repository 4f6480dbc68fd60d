package org.dmmsa.tools;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.savedmodel.client.ServerAddress;

/** {@code --cluster}: the addresses of all processes of a training, the same for each of them. */
final class ClusterOption {
  private static final String NAME = "cluster";

  private ClusterOption() {}

  static Option of(String text) {
    return OptionKinds.optional(NAME, "HOST:PORT,HOST:PORT", text);
  }

  /** What was given, checked. */
  static Optional<Cluster> value(Arguments given) {
    return given.text(NAME).map(ClusterOption::parse);
  }

  private static Cluster parse(String text) {
    List<String> addresses =
        Arrays.stream(text.split(",", -1))
            .map(one -> ServerAddress.parse(one.strip()).toString())
            .toList();
    if (addresses.size() < 2 || new HashSet<>(addresses).size() < addresses.size()) {
      throw new InvalidInputException(
          "--cluster: found "
              + text
              + ", expected two or more addresses, each once: of this training, then of its workers");
    }
    return new Cluster(addresses);
  }

  static void refuseWith(String option, Arguments given) {
    if (given.has(NAME)) {
      throw new InvalidInputException(
          "found --%s with --cluster, expected one of them".formatted(option));
    }
  }
}
