package io.vedette.node.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A digest of 20 bytes that content is mixed or XORed into, by the rules of Redis's DEBUG DIGEST.
 *
 * <p>{@link #mix} depends on the order of calls, {@link #xor} does not: sets use the latter.
 */
public final class EntryDigest {
  private static final int BYTES = 20;

  private final MessageDigest sha1 = sha1();
  private final byte[] state = new byte[BYTES];

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** XORs the hash of some bytes into the digest. */
  public void xor(byte[] bytes, int offset, int length) {
    sha1.update(bytes, offset, length);
    byte[] hash = sha1.digest();
    for (int i = 0; i < BYTES; i++) {
      state[i] ^= hash[i];
    }
  }

  /** As {@link #xor}, then hashes the digest itself. */
  public void mix(byte[] bytes, int offset, int length) {
    xor(bytes, offset, length);
    byte[] hash = sha1.digest(state);
    System.arraycopy(hash, 0, state, 0, BYTES);
  }

  void mixBigEndian(int number) {
    byte[] bytes = {
      (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
    };
    mix(bytes, 0, bytes.length);
  }

  /** The digest so far; a copy. */
  public byte[] value() {
    return state.clone();
  }

  /** XORs the hash of another digest into this one. */
  public void xor(EntryDigest other) {
    xor(other.state, 0, BYTES);
  }

  /** Begins anew. */
  public void reset() {
    Arrays.fill(state, (byte) 0);
  }
}
