package io.vedette.protocol.resp;

import java.io.ByteArrayOutputStream;

/**
 * Commands typed by hand: words separated by spaces, in double quotes with {@code \n \r \t \b \a \\
 * \" \xHH} escapes, or in single quotes with {@code \'} only.
 */
final class InlineParser {

  /** Parses one line at the batch's position; false if its end has not arrived. */
  boolean parse(CommandBatch batch) throws ProtocolException {
    int newline = -1;
    for (int i = batch.position; i < batch.limit; i++) {
      if (batch.bytes[i] == '\n') {
        newline = i;
        break;
      }
    }
    if (newline < 0) {
      if (batch.limit - batch.position > RespLimits.MAX_INLINE_BYTES) {
        throw new ProtocolException("Protocol error: too big inline request");
      }
      return false;
    }
    int end = newline > batch.position && batch.bytes[newline - 1] == '\r' ? newline - 1 : newline;
    int words = split(batch, end);
    batch.position = newline + 1;
    if (words == 0) {
      batch.commandStart = batch.position;
    } else {
      batch.completeCommand(true);
    }
    return true;
  }

  private static int split(CommandBatch batch, int end) throws ProtocolException {
    byte[] bytes = batch.bytes;
    int words = 0;
    int i = batch.position;
    while (true) {
      while (i < end && isSpace(bytes[i])) {
        i++;
      }
      if (i >= end) {
        return words;
      }
      int start = i;
      while (i < end && !isSpace(bytes[i]) && bytes[i] != '"' && bytes[i] != '\'') {
        i++;
      }
      if (i < end && !isSpace(bytes[i])) {
        i = quoted(batch, start, end);
      } else {
        batch.addArgument(start, i - start);
      }
      words++;
    }
  }

  /**
   * Unescapes the word at {@code start} in place (it only gets shorter) and answers where it ended.
   */
  private static int quoted(CommandBatch batch, int start, int end) throws ProtocolException {
    byte[] bytes = batch.bytes;
    var word = new ByteArrayOutputStream();
    byte quote = 0;
    int i = start;
    for (; i < end; i++) {
      byte b = bytes[i];
      if (quote == 0) {
        if (isSpace(b)) {
          break;
        }
        if (b == '"' || b == '\'') {
          quote = b;
        } else {
          word.write(b);
        }
      } else if (b == quote) {
        if (i + 1 < end && !isSpace(bytes[i + 1])) {
          throw unbalanced();
        }
        quote = 0;
      } else if (b == '\\' && i + 1 < end) {
        i = escape(bytes, i, end, quote, word);
      } else {
        word.write(b);
      }
    }
    if (quote != 0) {
      throw unbalanced();
    }
    byte[] unescaped = word.toByteArray();
    System.arraycopy(unescaped, 0, bytes, start, unescaped.length);
    batch.addArgument(start, unescaped.length);
    return i;
  }

  /** Writes what the escape at {@code i} stands for; answers the index of its last byte. */
  private static int escape(byte[] bytes, int i, int end, byte quote, ByteArrayOutputStream word) {
    byte next = bytes[i + 1];
    if (quote == '\'') {
      if (next == '\'') {
        word.write('\'');
        return i + 1;
      }
      word.write('\\');
      return i;
    }
    if (next == 'x' && i + 3 < end) {
      int high = Character.digit(bytes[i + 2], 16);
      int low = Character.digit(bytes[i + 3], 16);
      if (high >= 0 && low >= 0) {
        word.write(high << 4 | low);
        return i + 3;
      }
    }
    word.write(
        switch (next) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'b' -> '\b';
          case 'a' -> 7;
          default -> next;
        });
    return i + 1;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r' || b == 0;
  }

  private static ProtocolException unbalanced() {
    return new ProtocolException("Protocol error: unbalanced quotes in request");
  }
}
