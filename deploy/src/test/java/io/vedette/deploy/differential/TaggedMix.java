package io.vedette.deploy.differential;

import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Another mix without the commands that have keys without a prefix, which may belong to other
 * shards, and without those that concern one server. Patterns of SORT name keys of any shard, so
 * that a shard refuses them, as a Redis cluster does.
 */
final class TaggedMix implements CommandMix {
  private static final Set<String> OF_ONE_SERVER = Set.of("config", "debug");
  private static final Set<String> SORTS = Set.of("sort", "sort_ro");
  private static final Set<String> PATTERNS = Set.of("BY", "GET");
  private static final CommandTable TABLE = CommandTable.standard();

  private final CommandMix mix;
  private final byte[] prefix;

  TaggedMix(CommandMix mix, String prefix) {
    this.mix = mix;
    this.prefix = Draw.bytes(prefix);
  }

  @Override
  public String name() {
    return mix.name();
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = mix.next(draw);
    while (!fits(command)) {
      command = mix.next(draw);
    }
    return command;
  }

  @Override
  public ReplyRule rule(byte[][] command) {
    return mix.rule(command);
  }

  private boolean fits(byte[][] command) {
    CommandSpec spec = TABLE.find(command[0], 0, command[0].length);
    if (spec != null && OF_ONE_SERVER.contains(spec.name())) {
      return false;
    }
    if (spec != null && SORTS.contains(spec.name()) && hasPattern(command)) {
      return false;
    }
    if (spec != null && spec.isContainer() && command.length > 1) {
      spec = spec.subcommand(command[1], 0, command[1].length);
    }
    if (spec == null || !spec.accepts(command.length)) {
      return true;
    }
    CommandBatch batch = new CommandBatch();
    batch.addCommand(List.of(command));
    for (int key : spec.keysIn(batch, 0, 0)) {
      if (!hasPrefix(command[key])) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasPattern(byte[][] command) {
    return Arrays.stream(command)
        .map(word -> new String(word, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT))
        .anyMatch(PATTERNS::contains);
  }

  private boolean hasPrefix(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1)
        .startsWith(new String(prefix, StandardCharsets.ISO_8859_1));
  }
}
