package io.vedette.node.command.server;

import java.util.Locale;

/** A section of INFO while it is written: {@code name:value} lines under a heading. */
final class InfoText {
  private static final long KIB = 1024;
  private static final String[] UNITS = {"K", "M", "G", "T"};

  private final StringBuilder text = new StringBuilder(4096);

  /** Starts a section; a blank line separates it from the one before. */
  void section(String title) {
    if (!text.isEmpty()) {
      text.append("\r\n");
    }
    text.append("# ").append(title).append("\r\n");
  }

  InfoText field(String name, long value) {
    text.append(name).append(':').append(value).append("\r\n");
    return this;
  }

  InfoText field(String name, String value) {
    text.append(name).append(':').append(value).append("\r\n");
    return this;
  }

  InfoText seconds(String name, double seconds) {
    return field(name, String.format(Locale.ROOT, "%.6f", seconds));
  }

  /** A size in bytes, and again in the form that people read. */
  InfoText size(String name, long bytes) {
    return field(name, bytes).field(name + "_human", human(bytes));
  }

  /** Lines that end in CR LF already. */
  void lines(String ready) {
    text.append(ready);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String human(long bytes) {
    if (bytes < KIB) {
      return bytes + "B";
    }
    double value = bytes;
    int unit = -1;
    do {
      value /= KIB;
      unit++;
    } while (value >= KIB && unit + 1 < UNITS.length);
    return String.format(Locale.ROOT, "%.2f%s", value, UNITS[unit]);
  }
}
