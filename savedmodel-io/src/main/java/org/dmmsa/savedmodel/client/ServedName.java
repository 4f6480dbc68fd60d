package org.dmmsa.savedmodel.client;

import com.google.protobuf.Int64Value;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.client.protocol.ModelSpec;

/**
 * Which model of a server is meant.
 *
 * @param server where it is
 * @param name as the server has it
 * @param version the number of its folder; without one the server takes the newest
 */
public record ServedName(ServerAddress server, String name, Optional<Long> version) {
  public ServedName {
    version.ifPresent(number -> ConfigCheck.require(number >= 0, "version", number, "at least 0"));
  }

  ModelSpec spec() {
    ModelSpec.Builder spec =
        ModelSpec.newBuilder().setName(name).setSignatureName(ServingContract.SIGNATURE);
    version.ifPresent(number -> spec.setVersion(Int64Value.of(number)));
    return spec.build();
  }

  /** The version that answered, in place of the newest. */
  ServedName at(ModelSpec answered) {
    return answered.hasVersion()
        ? new ServedName(server, name, Optional.of(answered.getVersion().getValue()))
        : this;
  }

  @Override
  public String toString() {
    return "the model "
        + name
        + version.map(number -> " version " + number).orElse("")
        + " at "
        + server;
  }
}
