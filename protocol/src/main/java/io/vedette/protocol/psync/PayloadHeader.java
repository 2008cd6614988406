package io.vedette.protocol.psync;

import java.nio.charset.StandardCharsets;

/** How the end of a snapshot payload is announced. */
public sealed interface PayloadHeader {
  /** Length of the mark after a payload of unknown length. */
  int MARK_LENGTH = 40;

  /** {@code $<bytes>}: the payload has this many bytes. */
  record Length(long bytes) implements PayloadHeader {}

  /** {@code $EOF:<mark>}: the payload ends with these 40 characters. */
  record Mark(String mark) implements PayloadHeader {}

  /** A line that announces no payload. */
  record Malformed(String reason) implements PayloadHeader {}

  /** Reads the line before a payload. */
  static PayloadHeader parse(String line) {
    if (line.startsWith("-")) {
      return new Malformed("MASTER aborted replication with an error: " + line);
    }
    if (line.startsWith("$EOF:") && line.length() == "$EOF:".length() + MARK_LENGTH) {
      return new Mark(line.substring("$EOF:".length()));
    }
    try {
      if (line.startsWith("$")) {
        long bytes = Long.parseLong(line.substring(1));
        if (bytes >= 0) {
          return new Length(bytes);
        }
      }
    } catch (NumberFormatException _) {
      // Falls through to the refusal below.
    }
    return new Malformed("Bad protocol from MASTER, no payload announced: " + line);
  }

  /** The header as it goes over the wire. */
  default byte[] toBytes() {
    String text =
        switch (this) {
          case Length l -> "$" + l.bytes() + "\r\n";
          case Mark m -> "$EOF:" + m.mark() + "\r\n";
          case Malformed m -> throw new IllegalStateException(m.reason());
        };
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
