package io.vedette.node.proxy;

import java.util.Locale;

/**
 * Which clients CLIENT KILL means; what is null does not matter.
 *
 * @param skipMe whether the caller is spared
 */
record ClientFilter(
    Long id, String address, String localAddress, String type, String user, boolean skipMe) {

  /** Reads the options of CLIENT KILL; null after answering an error. */
  static ClientFilter parse(Call call) {
    Long id = null;
    String address = null;
    String localAddress = null;
    String type = null;
    String user = null;
    boolean skipMe = true;
    int i = 2;
    for (; i + 1 < call.arguments(); i += 2) {
      String value = call.text(i + 1);
      switch (call.text(i).toUpperCase(Locale.ROOT)) {
        case "ID" -> {
          if (!call.isInteger(i + 1) || call.integer(i + 1) < 1) {
            call.error("ERR client-id should be greater than 0");
            return null;
          }
          id = call.integer(i + 1);
        }
        case "ADDR" -> address = value;
        case "LADDR" -> localAddress = value;
        case "TYPE" -> {
          type = value.toLowerCase(Locale.ROOT);
          if (!type.matches("normal|master|slave|replica|pubsub")) {
            call.error("ERR Unknown client type '" + value + "'");
            return null;
          }
        }
        case "USER" -> {
          user = value;
          if (!user.equals("default")) {
            call.error("ERR No such user '" + value + "'");
            return null;
          }
        }
        case "SKIPME" -> {
          if (!value.equalsIgnoreCase("yes") && !value.equalsIgnoreCase("no")) {
            call.error("ERR syntax error");
            return null;
          }
          skipMe = value.equalsIgnoreCase("yes");
        }
        default -> {
          call.error("ERR syntax error");
          return null;
        }
      }
    }
    if (i < call.arguments()) {
      call.error("ERR syntax error");
      return null;
    }
    return new ClientFilter(id, address, localAddress, type, user, skipMe);
  }

  boolean matches(ClientInfo client, ClientInfo caller) {
    return (id == null || client.id == id)
        && (address == null || client.remoteAddress.equals(address))
        && (localAddress == null || client.localAddress.equals(localAddress))
        && (type == null || type.equals(client.isSubscriber() ? "pubsub" : "normal"))
        && !(skipMe && client == caller);
  }
}
