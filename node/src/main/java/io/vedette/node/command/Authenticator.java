package io.vedette.node.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Whether a client may run commands: {@code requirepass}, the password of the user {@code default},
 * which is the only one. Keeps a hash; compares in constant time. Shard's thread.
 */
public final class Authenticator {
  /** The only user. */
  public static final String DEFAULT_USER = "default";

  private final GuessLimit guesses = new GuessLimit();
  private byte[] passwordHash;

  /** Needs no password until {@link #password} is called. */
  public Authenticator() {}

  /**
   * Sets the password; empty: none is needed. Clients that are authenticated stay so.
   *
   * @param latin1 the password's bytes, one a char
   */
  public void password(String latin1) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    passwordHash = bytes.length == 0 ? null : hash(bytes, 0, bytes.length);
  }

  /** Whether a password is needed. */
  public boolean isRequired() {
    return passwordHash != null;
  }

  /** A new connection may run commands at once if no password is needed. */
  public void opened(Session session) {
    session.authenticated(!isRequired());
  }

  /** Whether these are the user and its password; any password will do if none is needed. */
  public boolean accepts(String user, byte[] data, int offset, int length) {
    boolean known = user.equals(DEFAULT_USER);
    boolean matches =
        passwordHash == null || MessageDigest.isEqual(passwordHash, hash(data, offset, length));
    return known & matches;
  }

  /** Whether a client from this address may try a password now. */
  public boolean mayGuess(String address, long nowMs) {
    return guesses.allows(address, nowMs);
  }

  /** A client from this address tried a wrong one. */
  public void guessedWrong(String address, long nowMs) {
    guesses.failed(address, nowMs);
  }

  private static byte[] hash(byte[] data, int offset, int length) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(data, offset, length);
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
