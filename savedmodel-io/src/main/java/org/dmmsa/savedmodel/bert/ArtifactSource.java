package org.dmmsa.savedmodel.bert;

import java.io.IOException;
import java.nio.file.Path;

/** Where published artifacts come from; {@link MavenCommand} is the real one. */
@FunctionalInterface
public interface ArtifactSource {
  /**
   * Puts an artifact's file into a folder.
   *
   * @param coordinates {@code group:artifact:version}
   * @param folder is there
   * @return the file, inside the folder
   */
  Path copy(String coordinates, Path folder) throws IOException;
}
