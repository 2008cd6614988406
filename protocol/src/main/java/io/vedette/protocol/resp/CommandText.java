package io.vedette.protocol.resp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Commands as a client sends them: an array of bulk strings. */
public final class CommandText {
  private CommandText() {}

  /** A command of words that hold one char a byte, as the configuration keeps passwords. */
  public static byte[] of(String... words) {
    return of(StandardCharsets.ISO_8859_1, words);
  }

  /** A command of words that are sent as UTF-8. */
  public static byte[] ofUtf8(String... words) {
    return of(StandardCharsets.UTF_8, words);
  }

  private static byte[] of(Charset charset, String... words) {
    byte[][] bytes = new byte[words.length][];
    int size = headerLength(words.length);
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(charset);
      size += headerLength(bytes[i].length) + bytes[i].length + 2;
    }
    byte[] out = new byte[size];
    int at = header('*', words.length, out, 0);
    for (byte[] word : bytes) {
      at = header('$', word.length, out, at);
      System.arraycopy(word, 0, out, at, word.length);
      at = end(out, at + word.length);
    }
    return out;
  }

  private static int headerLength(int count) {
    return 1 + Decimal.length(count) + 2;
  }

  private static int header(char type, int count, byte[] out, int at) {
    out[at] = (byte) type;
    return end(out, Decimal.write(count, out, at + 1));
  }

  private static int end(byte[] out, int at) {
    out[at] = '\r';
    out[at + 1] = '\n';
    return at + 2;
  }
}
