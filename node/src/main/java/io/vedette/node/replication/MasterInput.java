package io.vedette.node.replication;

import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.util.function.Supplier;

/**
 * Everything that comes over one connection to a master, in its three parts: lines of the
 * handshake, perhaps a snapshot, then the stream. Pure: bytes in, calls on the {@link Listener}
 * out.
 *
 * <p>A snapshot is loaded beside the present data, so a master that dies in the middle does not
 * leave an empty replica behind.
 */
public final class MasterInput {
  /** Where the parts go. */
  public interface Listener {
    /** Bytes for the master. */
    void send(byte[] bytes);

    /** A snapshot will come. */
    void resyncBegins();

    /** So many bytes of the snapshot have come. */
    void receiving(long totalBytes);

    /** A snapshot has been loaded; the stream follows. */
    void loaded(SnapshotIdentity identity, Keyspace data, LinkEvent.Origin origin);

    /** The stream follows where we asked. */
    void continued(String replicationIdOrNull, LinkEvent.Origin origin);

    /** Complete commands of the stream; the listener's from now on. */
    void stream(CommandBatch batch);

    /** No use going on. */
    void failed(String reason);
  }

  private static final int LONGEST_LINE_BYTES = 64 * 1024;

  private final MasterHandshake handshake;
  private final Supplier<SnapshotTarget> targets;
  private final Supplier<CommandBatch> batches;
  private final Listener listener;
  private final RequestParser parser = new RequestParser();
  private final StringBuilder line = new StringBuilder();

  private MasterHandshake.Effect.ExpectSnapshot expected;
  private SnapshotTarget target;
  private SnapshotReceiver snapshot;
  private CommandBatch receiving;
  private boolean streaming;
  private boolean failed;

  /** A key space that is being filled, and what fills it. */
  public record SnapshotTarget(Keyspace keyspace, SnapshotLoader loader) {}

  /**
   * @param targets gives an empty key space for every snapshot
   * @param batches gives empty batches
   */
  public MasterInput(
      MasterHandshake handshake,
      Supplier<SnapshotTarget> targets,
      Supplier<CommandBatch> batches,
      Listener listener) {
    this.handshake = handshake;
    this.targets = targets;
    this.batches = batches;
    this.listener = listener;
  }

  /** The connection stands. */
  public void start() {
    perform(handshake.start());
  }

  /** Bytes came. */
  public void onBytes(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && !failed) {
      if (streaming) {
        onStream(bytes, at, end - at);
        return;
      }
      at = snapshot != null ? onSnapshot(bytes, at, end) : onLineByte(bytes[at], at);
    }
  }

  private int onLineByte(byte b, int at) {
    if (b == '\n') {
      int length = line.length();
      if (length > 0 && line.charAt(length - 1) == '\r') {
        line.setLength(length - 1);
      }
      String text = line.toString();
      line.setLength(0);
      for (MasterHandshake.Effect effect : handshake.onLine(text)) {
        perform(effect);
      }
    } else if (line.length() < LONGEST_LINE_BYTES) {
      line.append((char) (b & 0xFF));
    } else {
      fail("The master sends a line that does not end");
    }
    return at + 1;
  }

  private void perform(MasterHandshake.Effect effect) {
    switch (effect) {
      case MasterHandshake.Effect.Send send -> listener.send(send.bytes());
      case MasterHandshake.Effect.Failed reason -> fail(reason.reason());
      case MasterHandshake.Effect.Continue c -> {
        streaming = true;
        listener.continued(c.replicationId(), origin());
      }
      case MasterHandshake.Effect.ExpectSnapshot e -> {
        expected = e;
        listener.resyncBegins();
      }
      case MasterHandshake.Effect.Snapshot s -> {
        target = targets.get();
        snapshot = new SnapshotReceiver(s.header(), target.loader());
      }
    }
  }

  private LinkEvent.Origin origin() {
    return new LinkEvent.Origin(handshake.masterEpoch(), handshake.upstream());
  }

  private int onSnapshot(byte[] bytes, int at, int end) {
    int taken;
    try {
      taken = snapshot.feed(bytes, at, end - at);
    } catch (RdbException e) {
      fail("Failed loading the snapshot of the master: " + e.getMessage());
      return end;
    }
    listener.receiving(snapshot.receivedBytes());
    if (snapshot.isComplete()) {
      SnapshotIdentity identity =
          new SnapshotIdentity(
              expected.replicationId(), expected.offsetBytes(), target.loader().streamDatabase());
      snapshot = null;
      streaming = true;
      listener.loaded(identity, target.keyspace(), origin());
      target = null;
    }
    return at + taken;
  }

  private void onStream(byte[] bytes, int offset, int length) {
    if (receiving == null) {
      receiving = batches.get();
    }
    receiving.append(bytes, offset, length);
    try {
      parser.parse(receiving, RespLimits.AUTHENTICATED);
    } catch (ProtocolException e) {
      fail("Protocol error in the stream of the master: " + e.getMessage());
      return;
    }
    if (receiving.size() > 0) {
      CommandBatch complete = receiving;
      receiving = null;
      if (complete.hasPartial()) {
        receiving = batches.get();
        complete.movePartialTo(receiving);
      }
      listener.stream(complete);
    }
  }

  private void fail(String reason) {
    failed = true;
    listener.failed(reason);
  }

  /** Whether the stream has begun. */
  public boolean isStreaming() {
    return streaming;
  }
}
