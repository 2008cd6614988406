package io.vedette.node.server;

import java.util.List;

/**
 * One word of {@code bind}.
 *
 * @param host an address or name of this machine; {@code 0.0.0.0} or {@code ::} for all
 * @param optional whether to do without it where the machine has no such address
 */
public record BindAddress(String host, boolean optional) {
  static final String ANY_IPV4 = "0.0.0.0";
  static final String ANY_IPV6 = "::";

  /** Reads {@code *}, {@code ::*}, an address or a name, with {@code -} before it if optional. */
  public static BindAddress parse(String word) {
    boolean optional = word.startsWith("-");
    String host = optional ? word.substring(1) : word;
    return switch (host) {
      case "*" -> new BindAddress(ANY_IPV4, optional);
      case "::*" -> new BindAddress(ANY_IPV6, optional);
      default -> new BindAddress(host, optional);
    };
  }

  /**
   * In the order in which to listen. All of IPv6 comes before all of IPv4: a socket for the one
   * takes the other's connections too.
   */
  static List<BindAddress> inOrder(List<BindAddress> addresses) {
    return addresses.stream()
        .distinct()
        .sorted((a, b) -> Boolean.compare(b.host.equals(ANY_IPV6), a.host.equals(ANY_IPV6)))
        .toList();
  }
}
