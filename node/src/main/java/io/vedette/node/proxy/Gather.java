package io.vedette.node.proxy;

import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Arrays;

/**
 * Makes one reply of the replies of several shards. If a shard answers an error, the client gets
 * the first such error; it is awaited like the others, so that nothing of the command is in flight
 * afterwards.
 */
abstract class Gather {
  private final ProxyCore core;
  private final Pending place;
  private int missing;
  private byte[] error;

  /**
   * @param place the command's place in its client's order
   * @param parts number of replies to come
   */
  Gather(ProxyCore core, Pending place, int parts) {
    this.core = core;
    this.place = place;
    this.missing = parts;
  }

  final ProxySession session() {
    return place.session;
  }

  final ProxyCore core() {
    return core;
  }

  /** A part of the command, to be given to a lane. */
  final Pending part(int index, Pending.Kind kind, int db) {
    Pending part = core.pool().take(place.session, kind);
    part.gather = this;
    part.part = index;
    part.db = db;
    return part;
  }

  final void onPart(int index, byte[] bytes, int from, int to) {
    if (bytes[from] == '-') {
      if (error == null) {
        error = Arrays.copyOfRange(bytes, from, to);
      }
    } else {
      merge(index, bytes, from, to);
    }
    if (--missing > 0) {
      return;
    }
    if (error != null) {
      core.answer(place, error);
      return;
    }
    ReplyBuffer out = core.scratch();
    out.clear();
    out.protocol(place.session.protocol());
    finish(out);
    place.session.onReply(place, out.bytes(), 0, out.size());
    out.clear();
  }

  /** Takes in one shard's reply, which is no error. */
  abstract void merge(int index, byte[] bytes, int from, int to);

  /** Writes the one reply. */
  abstract void finish(ReplyBuffer out);

  /** The number in an integer reply or in an aggregate's head, and where its line ends. */
  static long numberOf(byte[] bytes, int from) {
    int end = from + 1;
    while (bytes[end] != '\r') {
      end++;
    }
    return Decimal.isLong(bytes, from + 1, end - from - 1)
        ? Decimal.parse(bytes, from + 1, end - from - 1)
        : 0;
  }

  /** Index after the line that starts at {@code from}. */
  static int afterLine(byte[] bytes, int from) {
    int end = from;
    while (bytes[end] != '\n') {
      end++;
    }
    return end + 1;
  }
}
