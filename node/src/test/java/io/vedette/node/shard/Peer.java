package io.vedette.node.shard;

import io.vedette.node.command.ClientLink;
import io.vedette.node.command.Session;
import java.nio.charset.StandardCharsets;

/** A client's end of a connection: what it was sent, and whether it was closed. */
final class Peer implements ClientLink {
  final Client client;
  String sent = "";
  long untaken;
  boolean closed;
  boolean aborted;

  Peer(long id, String address) {
    client = new Client(new Session(id, address, "127.0.0.1:6379", 0, this), batch -> {});
  }

  @Override
  public void send(byte[] bytes, int offset, int length) {
    sent += new String(bytes, offset, length, StandardCharsets.US_ASCII);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public long outputBytes() {
    return untaken;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
