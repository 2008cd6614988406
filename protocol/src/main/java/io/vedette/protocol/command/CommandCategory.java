package io.vedette.protocol.command;

import java.util.Locale;

/** ACL categories, in the order in which {@code COMMAND} and {@code ACL CAT} list them. */
public enum CommandCategory {
  KEYSPACE,
  READ,
  WRITE,
  SET,
  SORTEDSET,
  LIST,
  HASH,
  STRING,
  BITMAP,
  HYPERLOGLOG,
  GEO,
  STREAM,
  PUBSUB,
  ADMIN,
  FAST,
  SLOW,
  BLOCKING,
  DANGEROUS,
  CONNECTION,
  TRANSACTION,
  SCRIPTING;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** Without the leading {@code @}. */
  public String text() {
    return text;
  }

  int bit() {
    return 1 << ordinal();
  }

  /** The categories that follow from a command's flags, as bits. */
  static int impliedBy(int flags) {
    int bits = has(flags, CommandFlag.FAST) ? FAST.bit() : SLOW.bit();
    if (has(flags, CommandFlag.WRITE)) {
      bits |= WRITE.bit();
    }
    if (has(flags, CommandFlag.READONLY)) {
      bits |= READ.bit();
    }
    if (has(flags, CommandFlag.ADMIN)) {
      bits |= ADMIN.bit() | DANGEROUS.bit();
    }
    if (has(flags, CommandFlag.PUBSUB)) {
      bits |= PUBSUB.bit();
    }
    if (has(flags, CommandFlag.BLOCKING)) {
      bits |= BLOCKING.bit();
    }
    return bits;
  }

  private static boolean has(int flags, CommandFlag flag) {
    return (flags & flag.bit()) != 0;
  }
}
