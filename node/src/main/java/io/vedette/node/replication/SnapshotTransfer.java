package io.vedette.node.replication;

import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotSource;
import io.vedette.protocol.psync.PayloadHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One snapshot on its way to every replica that was waiting when it began.
 *
 * <p>Replicas that understand an end mark get each piece as it is made; for others the length must
 * be known first, so their pieces are collected, up to {@link #MAX_COLLECTED_BYTES}. The walk goes
 * on only while every replica takes what it gets: memory stays bounded, at the speed of the
 * slowest. Whoever asks after the beginning waits for the next transfer. Confined to the shard's
 * thread.
 */
public final class SnapshotTransfer {
  /** Most bytes of a snapshot kept for replicas that need its length in advance. */
  public static final long MAX_COLLECTED_BYTES = 1L << 30;

  /** Entries of one slice: well under a millisecond. */
  private static final int SLICE_ENTRIES = 512;

  /** Most bytes of one slice, but for an entry that is larger itself. */
  private static final long SLICE_BYTES = 1L << 20;

  /** A replica that receives it. */
  public record Recipient(ReplicaProgress progress, ReplicaOutput output) {}

  private final PayloadHeader.Mark mark;
  private final List<Recipient> recipients;
  private final List<byte[]> collected = new ArrayList<>();
  private final boolean collects;
  private long collectedBytes;
  private SnapshotSource.Walk walk;

  private SnapshotTransfer(List<Recipient> recipients, String mark) {
    this.recipients = new ArrayList<>(recipients);
    this.mark = new PayloadHeader.Mark(mark);
    this.collects = recipients.stream().anyMatch(r -> !r.progress().understandsMark());
  }

  /**
   * Begins a transfer; the caller has told the recipients what snapshot to expect.
   *
   * @param mark 40 random characters
   * @return empty while another snapshot is being taken
   */
  public static Optional<SnapshotTransfer> begin(
      List<Recipient> recipients, String mark, SnapshotSource source, SnapshotIdentity identity) {
    SnapshotTransfer transfer = new SnapshotTransfer(recipients, mark);
    Optional<SnapshotSource.Walk> walk = source.begin(identity, transfer::chunk);
    walk.ifPresent(w -> transfer.walk = w);
    return walk.map(_ -> transfer);
  }

  /** Sends the line before the payload to those who get it piece by piece. */
  public void announce() {
    byte[] header = mark.toBytes();
    for (Recipient recipient : recipients) {
      if (recipient.progress().understandsMark()) {
        recipient.output().send(header, 0, header.length);
      }
    }
  }

  private void chunk(byte[] bytes, int offset, int length) {
    for (Recipient recipient : recipients) {
      if (recipient.progress().understandsMark()) {
        recipient.output().send(bytes, offset, length);
      }
    }
    if (collects && collectedBytes <= MAX_COLLECTED_BYTES) {
      byte[] copy = new byte[length];
      System.arraycopy(bytes, offset, copy, 0, length);
      collected.add(copy);
      collectedBytes += length;
    }
  }

  /** Whether every recipient takes more. */
  public boolean canGoOn() {
    for (Recipient recipient : recipients) {
      if (!recipient.output().isWritable()) {
        return false;
      }
    }
    return true;
  }

  /** Sends the next slice; returns whether anything is left. */
  public boolean slice() {
    if (recipients.isEmpty()) {
      walk.close();
      return false;
    }
    if (walk.walk(SLICE_ENTRIES, SLICE_BYTES)) {
      return true;
    }
    byte[] end = mark.mark().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (Recipient recipient : List.copyOf(recipients)) {
      if (recipient.progress().understandsMark()) {
        recipient.output().send(end, 0, end.length);
      } else {
        sendCollected(recipient);
      }
    }
    return false;
  }

  private void sendCollected(Recipient recipient) {
    if (collectedBytes > MAX_COLLECTED_BYTES) {
      recipients.remove(recipient);
      recipient.output().close();
      return;
    }
    byte[] header = new PayloadHeader.Length(collectedBytes).toBytes();
    recipient.output().send(header, 0, header.length);
    for (byte[] piece : collected) {
      recipient.output().send(piece, 0, piece.length);
    }
  }

  /** Who receives it, or has received it. */
  public List<Recipient> recipients() {
    return List.copyOf(recipients);
  }

  /** A replica is gone. */
  public void remove(long sessionId) {
    recipients.removeIf(r -> r.progress().sessionId() == sessionId);
  }

  /** Gives up; the recipients' connections are the caller's to close. */
  public void abort() {
    walk.close();
  }
}
