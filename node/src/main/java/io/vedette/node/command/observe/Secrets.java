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
      case "hello" -> argument > 1;
      case "config|set" ->
          argument > 2 && argument % 2 == 1 && isSetting(batch, command, argument - 1);
      default -> false;
    };
  }

  private static boolean isSetting(CommandBatch batch, int command, int argument) {
    int offset = batch.offset(command, argument);
    int length = batch.length(command, argument);
    String name = new String(batch.bytes(), offset, length, StandardCharsets.ISO_8859_1);
    return SETTINGS.contains(name.toLowerCase(Locale.ROOT));
  }
}
