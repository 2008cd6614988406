package io.vedette.node.proxy;

import io.vedette.protocol.resp.ProxyCommands;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a proxy says first on a connection to a shard: password, RESP version, and that it speaks to
 * the master of that shard at that epoch. Every line must be answered without an error.
 */
final class ShardHandshake {
  private final String proxyName;
  private final String masterAuth;
  private final boolean toVedette;

  /**
   * @param proxyName name of this proxy
   * @param masterAuth password towards the shards; empty for none
   * @param toVedette whether the shards know {@link ProxyCommands}; a plain Redis does not
   */
  ShardHandshake(String proxyName, String masterAuth, boolean toVedette) {
    this.proxyName = proxyName;
    this.masterAuth = masterAuth;
    this.toVedette = toVedette;
  }

  /** Writes the lines of a new connection and answers their number. */
  int write(ReplyBuffer out, ShardTarget target, int protocol) {
    int lines = 0;
    if (!masterAuth.isEmpty()) {
      lines += line(out, "AUTH", masterAuth);
    }
    if (protocol == 3) {
      lines += line(out, "HELLO", "3");
    }
    lines += line(out, "CLIENT", "SETNAME", "proxy:" + proxyName);
    return lines + introduce(out, target);
  }

  /**
   * Writes what a connection that refused commands is asked with, and answers the number of lines.
   * Which database it has selected is unknown, since a SELECT behind the first of them was refused
   * as well.
   */
  int writeAgain(ReplyBuffer out, ShardTarget target) {
    return introduce(out, target) + line(out, "SELECT", "0");
  }

  private int introduce(ReplyBuffer out, ShardTarget target) {
    return toVedette
        ? line(
            out,
            ProxyCommands.VEDETTE,
            ProxyCommands.PROXY,
            proxyName,
            target.shard(),
            Long.toString(target.epoch()))
        : 0;
  }

  private static int line(ReplyBuffer out, String... words) {
    out.array(words.length);
    for (String word : words) {
      out.bulk(word.getBytes(StandardCharsets.ISO_8859_1));
    }
    return 1;
  }
}
