package io.vedette.node.pubsub;

import java.util.Arrays;

/** Name of a channel or a pattern: any bytes. Immutable. */
public final class ChannelName {
  private final byte[] bytes;
  private final int hash;

  private ChannelName(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /** A name of its own from a range of the caller's array. */
  public static ChannelName of(byte[] source, int offset, int length) {
    return new ChannelName(Arrays.copyOfRange(source, offset, offset + length));
  }

  /** The bytes themselves, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelName name
        && hash == name.hash
        && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
