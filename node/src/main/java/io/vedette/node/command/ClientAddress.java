package io.vedette.node.command;

/** A client's address as {@link Session#remoteAddress} writes it. */
public final class ClientAddress {
  private ClientAddress() {}

  /** Whether the client is on this machine. */
  public static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.startsWith("[::1]");
  }

  /** The host of {@code host:port} or {@code [host]:port}. */
  public static String host(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
