package io.vedette.deploy.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply of either protocol as its type byte with what it carries.
 *
 * @param type the byte that it begins with
 * @param text of a scalar its text, one char a byte; null for a null and for aggregates
 * @param items of an aggregate its elements, keys and values of a map one after the other; null for
 *     scalars and nulls
 */
public record RespReply(char type, String text, List<RespReply> items) {

  /** Reads one complete reply. */
  public static RespReply parse(byte[] bytes) {
    return new Parser(bytes).next();
  }

  public boolean isError() {
    return type == '-' || type == '!';
  }

  public boolean isAggregate() {
    return items != null;
  }

  public boolean isNull() {
    return text == null && items == null;
  }

  @Override
  public String toString() {
    if (isNull()) {
      return "null" + type;
    }
    if (items != null) {
      return type + items.toString();
    }
    return type + (type == '$' || type == '=' ? quoted(text) : text);
  }

  /** Text with everything but printable ASCII escaped. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 127) {
        out.append(c);
      } else {
        out.append(String.format("\\x%02x", (int) c));
      }
    }
    return out.append('"').toString();
  }

  private static final class Parser {
    private final byte[] bytes;
    private int at;

    Parser(byte[] bytes) {
      this.bytes = bytes;
    }

    RespReply next() {
      char type = (char) bytes[at++];
      String line = line();
      return switch (type) {
        case '$', '=', '!' -> line.equals("-1") ? none(type) : scalar(type, bulk(line));
        case '*', '~', '>' -> line.equals("-1") ? none(type) : many(type, Integer.parseInt(line));
        case '%' -> many(type, 2 * Integer.parseInt(line));
        case '_' -> none(type);
        default -> scalar(type, line);
      };
    }

    private static RespReply none(char type) {
      return new RespReply(type, null, null);
    }

    private static RespReply scalar(char type, String text) {
      return new RespReply(type, text, null);
    }

    private RespReply many(char type, int count) {
      List<RespReply> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        items.add(next());
      }
      return new RespReply(type, null, items);
    }

    private String line() {
      int from = at;
      while (bytes[at] != '\r') {
        at++;
      }
      at += 2;
      return new String(bytes, from, at - 2 - from, StandardCharsets.ISO_8859_1);
    }

    private String bulk(String length) {
      int count = Integer.parseInt(length);
      at += count + 2;
      return new String(bytes, at - 2 - count, count, StandardCharsets.ISO_8859_1);
    }
  }
}
