package io.vedette.protocol.command;

import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Commands of Redis 7.2 that this product does not have, with the reason: whoever asks shall read
 * that, instead of taking them for misspelt. They stand in no {@link CommandTable}.
 */
public final class AbsentCommands {
  private static final int LONGEST_NAME = 32;

  /** Redis's own words where it is no member of a cluster. */
  private static final String NO_CLUSTER = "ERR This instance has cluster support disabled";

  /** Whole errors or, for the others, what stands behind "is not supported: ". */
  private static final Map<String, String> REASONS = new HashMap<>();

  static {
    because("this server runs no scripts", "eval", "eval_ro", "evalsha", "evalsha_ro", "script");
    because("this server runs no functions", "fcall", "fcall_ro", "function");
    because("this server has one user, whose password is requirepass", "acl");
    because("this server loads no modules", "module");
    because("this server sends no keys to others; DUMP and RESTORE do", "migrate");
    because(
        "this server does not track what clients keep",
        "client|caching",
        "client|getredir",
        "client|tracking",
        "client|trackinginfo");
    because(NO_CLUSTER, "asking", "cluster", "readonly", "readwrite", "restore-asking");
  }

  private AbsentCommands() {}

  private static void because(String reason, String... names) {
    for (String name : names) {
      REASONS.put(name, reason);
    }
  }

  /**
   * The error, code word first, for a command that is in no table, or for a subcommand that its
   * container does not have; null if Redis 7.2 does not know it either.
   */
  public static String refusal(CommandBatch batch, int command) {
    String name = word(batch, command, 0);
    String reason = REASONS.get(name);
    if (reason == null && batch.argumentCount(command) > 1) {
      name = name + "|" + word(batch, command, 1);
      reason = REASONS.get(name);
    }
    if (reason == null || reason.equals(NO_CLUSTER)) {
      return reason;
    }
    String shown = name.toUpperCase(Locale.ROOT).replace('|', ' ');
    return "ERR " + shown + " is not supported: " + reason;
  }

  private static String word(CommandBatch batch, int command, int argument) {
    int length = Math.min(LONGEST_NAME, batch.length(command, argument));
    int offset = batch.offset(command, argument);
    return new String(batch.bytes(), offset, length, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }
}
