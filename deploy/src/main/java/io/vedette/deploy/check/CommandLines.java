package io.vedette.deploy.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Walks an increment line by line, as redis-check-aof does, for the number of the line it comes to
 * and for its words on what is wrong there.
 */
final class CommandLines {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int MAX_LINE_BYTES = 127;

  private final InputStream in;
  private long position;
  private long lines = 1;
  private String problem;
  private int transaction;
  private long lastArgument;

  private CommandLines(InputStream in, long from) {
    this.in = in;
    this.position = from;
  }

  /** Walks a file from a position to its end, or to the first line that is wrong. */
  static CommandLines walk(Path file, long from) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      in.skipNBytes(from);
      CommandLines walked = new CommandLines(in, from);
      walked.run();
      return walked;
    }
  }

  /** The line it came to, from 1; annotations do not count. */
  long lines() {
    return lines;
  }

  /** What is wrong and where; null: nothing. */
  String problem() {
    return problem;
  }

  private void run() throws IOException {
    int first = read();
    boolean good = true;
    while (first >= 0 && good) {
      if (first == '#') {
        skipAnnotation();
      } else if (first == '*') {
        good = command();
      } else {
        problem = "format error";
        good = false;
      }
      first = good ? read() : -1;
    }
    if (good && transaction > 0) {
      wrong(lastArgument, "Reached EOF before reading EXEC for MULTI");
    }
  }

  private void skipAnnotation() throws IOException {
    int next = read();
    while (next >= 0 && next != '\n') {
      next = read();
    }
  }

  private boolean command() throws IOException {
    long arguments = number();
    for (long i = 0; i < arguments; i++) {
      long at = position;
      int prefix = read();
      if (prefix < 0) {
        return false;
      }
      if (prefix != '$') {
        wrong(at, "Expected prefix '$', got: '" + (char) prefix + "'");
        return false;
      }
      long length = number();
      if (length < 0 || !content(length, i == 0)) {
        return false;
      }
    }
    return arguments >= 0;
  }

  /** The rest of a line that holds a number; -1 if it is none, or if the file ends. */
  private long number() throws IOException {
    long at = position - 1;
    long number = 0;
    for (int digits = 0; digits < MAX_LINE_BYTES; digits++) {
      int next = read();
      if (next == '\r') {
        int end = read();
        if (end == '\n') {
          lines++;
          return number;
        }
        wrong(at, String.format("Expected \\r\\n, got: 0d%02x", end & 0xFF));
        return -1;
      }
      if (next < '0' || next > '9' || number > Long.MAX_VALUE / 10 - 1) {
        if (next >= 0) {
          wrong(at, String.format("Expected \\r\\n, got: %02x%02x", next, read() & 0xFF));
        }
        return -1;
      }
      number = number * 10 + next - '0';
    }
    return -1;
  }

  private boolean content(long length, boolean isName) throws IOException {
    long at = position;
    lastArgument = at;
    String name = "";
    if (isName && length <= 5) {
      byte[] word = in.readNBytes((int) length);
      position += word.length;
      name = new String(word, StandardCharsets.ISO_8859_1);
    } else {
      position += skip(length);
    }
    int first = read();
    int second = read();
    long got = position - at;
    if (got < length + 2) {
      wrong(at, "Expected to read " + (length + 2) + " bytes, got " + got + " bytes");
      return false;
    }
    if (first != '\r' || second != '\n') {
      wrong(at, String.format("Expected \\r\\n, got: %02x%02x", first, second));
      return false;
    }
    lines++;
    return transactionAllows(name, at);
  }

  private boolean transactionAllows(String name, long at) {
    if (name.equalsIgnoreCase("multi") && transaction++ > 0) {
      wrong(at, "Unexpected MULTI");
      return false;
    }
    if (name.equalsIgnoreCase("exec") && --transaction != 0) {
      wrong(at, "Unexpected EXEC");
      return false;
    }
    return true;
  }

  private long skip(long bytes) throws IOException {
    long skipped = 0;
    while (skipped < bytes) {
      long step = in.skip(bytes - skipped);
      if (step <= 0) {
        if (in.read() < 0) {
          return skipped;
        }
        step = 1;
      }
      skipped += step;
    }
    return skipped;
  }

  private int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      position++;
    }
    return next;
  }

  private void wrong(long at, String what) {
    problem = String.format("0x%16x: %s", at, what);
  }
}
