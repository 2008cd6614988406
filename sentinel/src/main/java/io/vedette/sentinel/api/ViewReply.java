package io.vedette.sentinel.api;

import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.sentinel.view.SentinelViews;
import java.util.Collection;
import java.util.Map;

/** Replies that are made of the sentinel's state, on the sentinel's thread. */
final class ViewReply {
  static final String UNKNOWN_MASTER = "ERR No such master with that name";

  private ViewReply() {}

  /** Writes a reply from the newest state. */
  @FunctionalInterface
  interface Writer {
    void write(SentinelViews views, ReplyBuffer out);
  }

  /** Lets the client wait until the sentinel has written its reply. */
  static void send(SentinelControl control, SentinelSession session, Writer writer) {
    int protocol = session.protocol;
    session.defer();
    control.query(
        views -> {
          ReplyBuffer out = new ReplyBuffer();
          out.protocol(protocol);
          writer.write(views, out);
          return out.toByteArray();
        },
        session.wire::answer);
  }

  /** A state: a flat array in RESP2, a map in RESP3; all values are bulk strings. */
  static void state(Map<String, String> fields, ReplyBuffer out) {
    out.map(fields.size());
    fields.forEach(
        (field, value) -> {
          out.bulk(field);
          out.bulk(value);
        });
  }

  static void states(Collection<? extends Map<String, String>> states, ReplyBuffer out) {
    out.array(states.size());
    states.forEach(fields -> state(fields, out));
  }
}
