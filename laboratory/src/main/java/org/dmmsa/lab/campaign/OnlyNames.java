package org.dmmsa.lab.campaign;

import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.NearestName;

/** What {@code --only} of a campaign may name. */
final class OnlyNames {
  private OnlyNames() {}

  /**
   * Checks names.
   *
   * @throws InvalidInputException for the first that is none of them all
   */
  static void require(List<String> names, List<String> all) {
    for (String name : names) {
      if (!all.contains(name)) {
        throw new InvalidInputException(
            "--only: found '%s'%s"
                .formatted(
                    name,
                    NearestName.meantBy(name, all)
                        .map(near -> ", did you mean " + near + "?")
                        .orElse(", expected some of " + String.join(", ", all))));
      }
    }
  }
}
