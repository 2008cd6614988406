package io.vedette.node.proxy;

import io.vedette.protocol.resp.CommandText;

/** The SELECT that a lane puts before a command for another database than the last one's. */
final class SelectRequest {
  private static final int CACHED = 256;
  private static final byte[][] CACHE = new byte[CACHED][];

  static {
    for (int db = 0; db < CACHED; db++) {
      CACHE[db] = encode(db);
    }
  }

  private SelectRequest() {}

  /** The request's bytes; they are shared and must not be changed. */
  static byte[] of(int db) {
    return db < CACHED ? CACHE[db] : encode(db);
  }

  private static byte[] encode(int db) {
    return CommandText.of("SELECT", Integer.toString(db));
  }
}
