package io.vedette.node.proxy;

import java.nio.charset.StandardCharsets;

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
    String number = Integer.toString(db);
    String text = "*2\r\n$6\r\nSELECT\r\n$" + number.length() + "\r\n" + number + "\r\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
