package io.vedette.node.command;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * A client's connection whose replies may be held back until what they say is durable. What is sent
 * after a held reply waits behind it, whoever sends it, so that the order never changes; {@link
 * #close} waits as well. Shard's thread only.
 */
public final class OrderedLink implements ClientLink {
  /** Held bytes of one client at which its next commands wait. */
  public static final long MAX_HELD_BYTES = 1024 * 1024;

  private record Part(byte[] bytes, boolean held) {}

  private final ClientLink connection;
  private ArrayDeque<Part> waiting;
  private long waitingBytes;
  private boolean closing;

  OrderedLink(ClientLink connection) {
    this.connection = connection;
  }

  /** Keeps a reply until {@link #release}. */
  public void hold(byte[] bytes, int offset, int length) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    }
    add(bytes, offset, length, true);
  }

  private void add(byte[] bytes, int offset, int length, boolean held) {
    waiting.add(new Part(Arrays.copyOfRange(bytes, offset, offset + length), held));
    waitingBytes += length;
  }

  /** Sends the oldest held reply, if there is one, and what waits behind it alone. */
  public void release() {
    if (!isHolding()) {
      return;
    }
    do {
      Part part = waiting.poll();
      waitingBytes -= part.bytes.length;
      connection.send(part.bytes, 0, part.bytes.length);
    } while (!waiting.isEmpty() && !waiting.peek().held);
    if (closing && waiting.isEmpty()) {
      connection.close();
    }
  }

  private boolean isHolding() {
    return waiting != null && !waiting.isEmpty();
  }

  @Override
  public void send(byte[] bytes, int offset, int length) {
    if (isHolding()) {
      add(bytes, offset, length, false);
    } else {
      connection.send(bytes, offset, length);
    }
  }

  @Override
  public void sendLater(byte[] bytes, int offset, int length) {
    if (isHolding()) {
      add(bytes, offset, length, false);
    } else {
      connection.sendLater(bytes, offset, length);
    }
  }

  @Override
  public void flush() {
    connection.flush();
  }

  @Override
  public boolean isWritable() {
    return waitingBytes < MAX_HELD_BYTES && connection.isWritable();
  }

  @Override
  public boolean hasRoom() {
    return waitingBytes < MAX_HELD_BYTES && connection.hasRoom();
  }

  @Override
  public long outputBytes() {
    return waitingBytes + connection.outputBytes();
  }

  @Override
  public int fileDescriptor() {
    return connection.fileDescriptor();
  }

  @Override
  public void close() {
    if (isHolding()) {
      closing = true;
    } else {
      connection.close();
    }
  }

  @Override
  public void abort() {
    if (waiting != null) {
      waiting.clear();
      waitingBytes = 0;
    }
    connection.abort();
  }
}
