package io.vedette.deploy.client;

import java.util.Locale;

/** Where a server listens. */
public record Address(String host, int port) {

  /** Reads {@code host:port}; the port is what follows the last colon. */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    try {
      return new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not host:port: " + text, e);
    }
  }

  /** An address on this machine. */
  public static Address local(int port) {
    return new Address("127.0.0.1", port);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s:%d", host, port);
  }
}
