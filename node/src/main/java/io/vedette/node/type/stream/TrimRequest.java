package io.vedette.node.type.stream;

import io.vedette.node.command.Effects;

/**
 * Down to what a stream is to be trimmed.
 *
 * @param minId ids below it go; null to go by the number of entries
 * @param maxLength how many entries stay if there is no such id
 * @param approximate whether only whole nodes are taken away
 * @param limit most entries to take away; 0: any number
 * @param thresholdArgument where the command says so
 */
record TrimRequest(
    StreamId minId, long maxLength, boolean approximate, long limit, int thresholdArgument) {

  /** Takes entries away from the stream's start; says how many. */
  long apply(StreamValue stream) {
    long trimmed = takeAway(stream);
    if (trimmed > 0) {
      stream.findFirstId();
    }
    return trimmed;
  }

  private long takeAway(StreamValue stream) {
    long trimmed = 0;
    while (stream.nodes().size() > 0) {
      if (minId == null && stream.length() <= maxLength) {
        return trimmed;
      }
      StreamNode first = stream.nodes().get(0);
      if (limit > 0 && trimmed + first.entries() > limit) {
        return trimmed;
      }
      if (!isWhole(stream, first)) {
        return approximate ? trimmed : trimmed + stream.trimFirstNode(minId, maxLength);
      }
      trimmed += stream.removeFirstNode();
    }
    return trimmed;
  }

  /** Whether nothing of the node stays. */
  private boolean isWhole(StreamValue stream, StreamNode node) {
    return minId == null
        ? stream.length() - node.entries() >= maxLength
        : node.lastId().compareTo(minId) < 0;
  }

  /**
   * Whether an argument of the command is another one in its effect: what was approximate must be
   * exact there, so that it has the same result whatever the nodes are.
   */
  boolean rewrites(int argument) {
    return approximate && (argument == thresholdArgument || argument == thresholdArgument - 1);
  }

  /** Adds such an argument to an effect; the stream is trimmed. */
  void rewrite(Effects effects, int argument, StreamValue stream) {
    if (argument < thresholdArgument) {
      effects.arg("=");
    } else if (minId == null) {
      effects.arg(stream.length());
    } else {
      effects.arg((stream.length() == 0 ? StreamId.MAX : stream.firstId()).text());
    }
  }
}
