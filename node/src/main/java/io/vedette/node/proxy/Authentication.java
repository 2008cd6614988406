package io.vedette.node.proxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The password that clients must give; compared in constant time. */
final class Authentication {
  static final String WRONG = "WRONGPASS invalid username-password pair or user is disabled.";
  static final String NO_PASSWORD =
      "ERR AUTH <password> called without any password configured for the default user."
          + " Are you sure your configuration is correct?";
  static final String HELLO_NEEDS_AUTH =
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
          + " <proto> AUTH <user> <pass> option can be used to authenticate the client and select"
          + " the RESP protocol version at the same time";

  private static final String ONLY_USER = "default";

  private final byte[] password;

  /**
   * @param password one char a byte; empty for none
   */
  Authentication(String password) {
    this.password = password.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isRequired() {
    return password.length > 0;
  }

  /**
   * Whether these credentials are good. Without a configured password, any one is.
   *
   * @param user null when the client named none
   */
  boolean accepts(String user, byte[] given) {
    boolean knownUser = user == null || user.equals(ONLY_USER);
    return knownUser & (!isRequired() || MessageDigest.isEqual(password, given));
  }
}
