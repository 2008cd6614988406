package io.vedette.protocol.command;

import java.util.List;

/**
 * Some of a command's keys, and what the command does to them.
 *
 * @param flags the access flags in Redis's words: RO RW OW RM, access update insert delete ...
 * @param note a remark for readers of {@code COMMAND}, or null
 */
public record KeySpec(KeyPlace place, List<String> flags, String note) {
  public KeySpec {
    flags = List.copyOf(flags);
  }
}
