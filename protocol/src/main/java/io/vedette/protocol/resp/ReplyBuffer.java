package io.vedette.protocol.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Replies as RESP bytes, in the version that the client chose: what has its own type in RESP3
 * (maps, sets, doubles, booleans, nulls, pushes) falls back to what RESP2 clients expect. Grows as
 * needed; confined to one thread.
 */
public final class ReplyBuffer {
  private static final int INITIAL_BYTES = 16 * 1024;
  private static final int KEEP_BYTES = 256 * 1024;
  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] PONG = ascii("+PONG\r\n");
  private static final byte[] QUEUED = ascii("+QUEUED\r\n");
  private static final byte[] NULL_BULK = ascii("$-1\r\n");
  private static final byte[] NULL_ARRAY = ascii("*-1\r\n");
  private static final byte[] NULL_3 = ascii("_\r\n");
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;
  private int protocol = 2;

  /** The bytes written so far are the first {@link #size()} of this array. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Forgets what was written. */
  public void clear() {
    size = 0;
    if (bytes.length > KEEP_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
  }

  /** Takes back what was written after the buffer had the given size. */
  public void truncate(int toSize) {
    size = toSize;
  }

  /** RESP version of what is written from now on: 2 or 3. */
  public void protocol(int version) {
    protocol = version;
  }

  public int protocol() {
    return protocol;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Appends bytes that are RESP already. */
  public void raw(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  public void raw(byte[] source) {
    raw(source, 0, source.length);
  }

  public void ok() {
    raw(OK);
  }

  public void pong() {
    raw(PONG);
  }

  public void queued() {
    raw(QUEUED);
  }

  /** A status such as {@code OK}; must hold no CR or LF. */
  public void simple(String status) {
    line('+', status);
  }

  /**
   * An error with its code word first, such as {@code ERR syntax error}; line breaks are replaced
   * by spaces.
   */
  public void error(String codeAndText) {
    line('-', codeAndText.replace('\r', ' ').replace('\n', ' '));
  }

  public void integer(long n) {
    number(':', n);
  }

  public void bulk(byte[] source, int offset, int length) {
    ensure(length + LONGEST_NUMBER + 5);
    number('$', length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    crlf();
  }

  public void bulk(byte[] value) {
    bulk(value, 0, value.length);
  }

  /** A bulk string of the text in UTF-8. */
  public void bulk(String text) {
    bulk(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A bulk string of the number in decimal. */
  public void bulkLong(long n) {
    ensure(2 * LONGEST_NUMBER + 6);
    number('$', Decimal.length(n));
    size = Decimal.write(n, bytes, size);
    crlf();
  }

  /** The absence of a value. */
  public void nullBulk() {
    raw(protocol == 3 ? NULL_3 : NULL_BULK);
  }

  /** The absence of an array, for example an aborted EXEC. */
  public void nullArray() {
    raw(protocol == 3 ? NULL_3 : NULL_ARRAY);
  }

  /** Starts an array; its elements follow. */
  public void array(int elements) {
    number('*', elements);
  }

  /**
   * Starts an array whose number of elements shows only later.
   *
   * @return what {@link #endArray} needs
   */
  public int beginArray() {
    int begun = size;
    number('*', 0);
    return begun;
  }

  /** The same for a map in RESP3; in RESP2 an array with one element for each pair. */
  public int beginMapOrPairs() {
    int begun = size;
    number(protocol == 3 ? '%' : '*', 0);
    return begun;
  }

  /** Ends what was begun: says how many elements, or pairs of a map, followed. */
  public void endArray(int begun, int elements) {
    int more = Decimal.length(elements) - 1;
    if (more > 0) {
      ensure(more);
      int from = begun + 2;
      System.arraycopy(bytes, from, bytes, from + more, size - from);
      size += more;
    }
    Decimal.write(elements, bytes, begun + 1);
  }

  /** Starts a map of the given number of pairs; in RESP2 a flat array. */
  public void map(int pairs) {
    if (protocol == 3) {
      number('%', pairs);
    } else {
      number('*', 2L * pairs);
    }
  }

  /** Starts a set; in RESP2 an array. */
  public void set(int elements) {
    number(protocol == 3 ? '~' : '*', elements);
  }

  /** Starts an out-of-band message; in RESP2 an array. */
  public void push(int elements) {
    number(protocol == 3 ? '>' : '*', elements);
  }

  /** Starts an out-of-band message whatever the version; for links between our own processes. */
  public void pushFrame(int elements) {
    number('>', elements);
  }

  public void bool(boolean value) {
    if (protocol == 3) {
      line('#', value ? "t" : "f");
    } else {
      integer(value ? 1 : 0);
    }
  }

  /** A double, given in the decimal form that is to be shown; in RESP2 a bulk string. */
  public void doubleText(String decimal) {
    if (protocol == 3) {
      line(',', decimal);
    } else {
      bulk(decimal);
    }
  }

  /** A human-readable text; in RESP2 a bulk string. */
  public void verbatim(String text) {
    if (protocol != 3) {
      bulk(text);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number('=', utf8.length + 4);
    raw(ascii("txt:"));
    raw(utf8);
    ensure(2);
    crlf();
  }

  private void line(char type, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ensure(utf8.length + 3);
    bytes[size++] = (byte) type;
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    crlf();
  }

  private void number(char type, long n) {
    ensure(LONGEST_NUMBER + 3);
    bytes[size++] = (byte) type;
    if (n >= 0 && n < 10) {
      bytes[size++] = (byte) ('0' + n);
    } else {
      size = Decimal.write(n, bytes, size);
    }
    crlf();
  }

  private void crlf() {
    bytes[size] = '\r';
    bytes[size + 1] = '\n';
    size += 2;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      long doubled = Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.max(Math.addExact(size, more), doubled));
    }
  }

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }
}
