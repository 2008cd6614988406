package io.vedette.node.proxy;

import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.Subscriptions;
import java.util.concurrent.Executor;

/**
 * What CLIENT LIST shows of a client. Written by the client's event loop; read by any, which may
 * see slightly older values.
 */
final class ClientInfo {
  final long id;
  final String remoteAddress;
  final String localAddress;
  final long connectedAtMs;

  /** Closes the connection; from any thread. */
  final Runnable kill;

  final ClientWait wait;

  String name = "";
  String libraryName = "";
  String libraryVersion = "";
  String lastCommand = "NULL";
  int protocol = 2;
  int db;
  int queuedCommands = -1;
  int watchedKeys;
  int channels;
  int patterns;
  int shardChannels;
  boolean noEvict;
  long lastInputMs;
  long inputBytes;
  long commands;

  /**
   * @param connectedAtMs monotonic milliseconds
   * @param loop its event loop
   */
  ClientInfo(
      long id,
      String remoteAddress,
      String localAddress,
      long connectedAtMs,
      Runnable kill,
      Executor loop) {
    this.id = id;
    this.remoteAddress = remoteAddress;
    this.localAddress = localAddress;
    this.connectedAtMs = connectedAtMs;
    this.lastInputMs = connectedAtMs;
    this.kill = kill;
    this.wait = new ClientWait(loop);
  }

  /** Takes over how much the client is subscribed to. */
  void subscribed(Subscriptions to) {
    channels = to.count(ChannelKind.CHANNEL);
    patterns = to.count(ChannelKind.PATTERN);
    shardChannels = to.count(ChannelKind.SHARD_CHANNEL);
  }

  boolean isSubscriber() {
    return channels + patterns + shardChannels > 0;
  }
}
