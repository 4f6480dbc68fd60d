package org.dmmsa.savedmodel.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
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

  /** Why nobody takes a connection there; empty if somebody does. */
  public Optional<String> problem(Duration patience) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("unknown host");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
