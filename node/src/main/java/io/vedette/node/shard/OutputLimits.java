package io.vedette.node.shard;

import io.vedette.node.command.ClientKind;
import io.vedette.node.log.ReaderLimit;

/**
 * How much of what it was sent a client may leave untaken, by its kind: {@code
 * client-output-buffer-limit}.
 */
public record OutputLimits(ReaderLimit normal, ReaderLimit replica, ReaderLimit pubsub) {
  private static final ReaderLimit NONE = new ReaderLimit(0, 0, 0);

  /** Redis's defaults. */
  public static final OutputLimits DEFAULT =
      new OutputLimits(NONE, ReaderLimit.REPLICA, new ReaderLimit(32L << 20, 8L << 20, 60_000));

  /** The limit of a connection; a replica's applies to its stream, a master's link has none. */
  ReaderLimit of(ClientKind kind) {
    return switch (kind) {
      case NORMAL -> normal;
      case PUBSUB -> pubsub;
      case REPLICA, MASTER -> NONE;
    };
  }
}
