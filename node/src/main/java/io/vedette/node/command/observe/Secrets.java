package io.vedette.node.command.observe;

import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Which arguments neither SLOWLOG nor MONITOR shows, since they are or may be passwords. */
final class Secrets {
  /** What stands in their place. */
  static final String REDACTED = "(redacted)";

  private static final Set<String> SETTINGS = Set.of("requirepass", "masterauth", "masteruser");

  private Secrets() {}

  static boolean isSecret(CommandSpec spec, CommandBatch batch, int command, int argument) {
    return switch (spec.name()) {
      case "auth" -> argument > 0;
      case "hello" ->
          argument > 2
              && (word(batch, command, argument - 1).equals("auth")
                  || word(batch, command, argument - 2).equals("auth"));
      case "config|set" ->
          argument > 2
              && argument % 2 == 1
              && SETTINGS.contains(word(batch, command, argument - 1));
      default -> false;
    };
  }

  private static String word(CommandBatch batch, int command, int argument) {
    int offset = batch.offset(command, argument);
    int length = batch.length(command, argument);
    return new String(batch.bytes(), offset, length, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }
}
