package io.vedette.protocol.resp;

import java.util.Locale;

/** The answer of a HELP subcommand: status lines between Redis's usual first and last ones. */
public final class HelpReply {
  private static final String[] OBJECT = {
    "ENCODING <key>",
    "    Return the kind of internal representation used in order to store the value",
    "    associated with a <key>.",
    "FREQ <key>",
    "    Return the access frequency index of the <key>. The returned integer is",
    "    proportional to the logarithm of the recent access frequency of the key.",
    "IDLETIME <key>",
    "    Return the idle time of the <key>, that is the approximated number of",
    "    seconds elapsed since the last access to the key.",
    "REFCOUNT <key>",
    "    Return the number of references of the value associated with the specified",
    "    <key>.",
  };

  private HelpReply() {}

  /** Writes the lines for the container command of this name. */
  public static void write(ReplyBuffer out, String container, String... lines) {
    out.array(lines.length + 3);
    out.simple(
        container.toUpperCase(Locale.ROOT)
            + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (String line : lines) {
      out.simple(line);
    }
    out.simple("HELP");
    out.simple("    Prints this help.");
  }

  /** OBJECT HELP, which masters and proxies answer alike. */
  public static void writeObject(ReplyBuffer out) {
    write(out, "object", OBJECT);
  }
}
