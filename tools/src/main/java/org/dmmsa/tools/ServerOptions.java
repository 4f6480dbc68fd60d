package org.dmmsa.tools;

import java.time.Duration;
import java.util.List;
import org.apache.commons.cli.Option;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.client.RemoteModel;
import org.dmmsa.savedmodel.client.ServedName;
import org.dmmsa.savedmodel.client.ServerAddress;
import org.dmmsa.savedmodel.serving.ExportFolder;

/** The options of {@code predict} that name a model of a server. */
final class ServerOptions {
  private static final int DEADLINE = 60;

  private ServerOptions() {}

  /** In the order of the help. */
  static List<Option> all() {
    return List.of(
        OptionKinds.optional(
            "server",
            "HOST:PORT",
            "a TensorFlow Serving's gRPC port that scores; of --model only assets are read then"),
        OptionKinds.optional("model-name", "NAME", "the server's name for the model"),
        OptionKinds.optional("model-version", "N", "its version; the server's newest by default"),
        OptionKinds.optional(
            "deadline",
            "SECONDS",
            "for each request of 64 rows at most; " + DEADLINE + " by default"));
  }

  /** Refuses options that do not go together. */
  static void require(Arguments given) {
    if (given.has("server")) {
      if (!given.has("model-name")) {
        throw new InvalidInputException(
            "predict: found --server without --model-name, expected both");
      }
      return;
    }
    if (!given.has("model")) {
      throw new InvalidInputException(
          "predict: found no --model and no --server, expected --model DIR or --server HOST:PORT");
    }
    for (Option option : all()) {
      if (given.has(option.getLongOpt())) {
        throw new InvalidInputException(
            "predict: found --%s without --server, expected both or neither"
                .formatted(option.getLongOpt()));
      }
    }
  }

  /** Asks the server for the model. */
  static RemoteModel connect(Arguments given) {
    return RemoteModel.connect(
        new ServedName(
            ServerAddress.parse(given.text("server").orElseThrow()),
            given.text("model-name").orElseThrow(),
            given.number("model-version")),
        Duration.ofSeconds(given.count("deadline", 1).orElse(DEADLINE)),
        given.path("model").map(ExportFolder::open));
  }
}
