package org.dmmsa.savedmodel.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmmsa.model.InvalidInputException;

/**
 * Where a server listens for gRPC.
 *
 * @param host a name or an address; one of IPv6 without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:/\\[\\]@?#]+)):(\\d{1,5})");

  /**
   * Reads {@code HOST:PORT}, or {@code [ADDRESS]:PORT} for IPv6.
   *
   * @throws InvalidInputException if it is not of that form
   */
  public static ServerAddress parse(String text) {
    Matcher parts = FORM.matcher(text);
    int port = parts.matches() ? Integer.parseInt(parts.group(3)) : 0;
    if (port < 1 || port > 65535) {
      throw new InvalidInputException(
          "found the server '" + text + "', expected HOST:PORT, as in localhost:8500");
    }
    return new ServerAddress(parts.group(1) == null ? parts.group(2) : parts.group(1), port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
