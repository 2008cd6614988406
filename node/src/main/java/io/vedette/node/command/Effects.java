package io.vedette.node.command;

import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Commands as they go to the replication log: the deterministic form of what a command did. Written
 * only by handlers whose own words would not have the same result at another time or place.
 */
public final class Effects {
  private final ReplyBuffer out = new ReplyBuffer();

  /** Starts a command of the given number of arguments, its name included. */
  public Effects command(int arguments) {
    out.array(arguments);
    return this;
  }

  public Effects arg(byte[] source, int offset, int length) {
    out.bulk(source, offset, length);
    return this;
  }

  public Effects arg(byte[] value) {
    out.bulk(value);
    return this;
  }

  public Effects arg(String text) {
    out.bulk(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Effects arg(long number) {
    out.bulkLong(number);
    return this;
  }

  /** The RESP bytes so far: the first {@link #size} of this array. */
  public byte[] bytes() {
    return out.bytes();
  }

  public int size() {
    return out.size();
  }

  public void clear() {
    out.clear();
  }
}
