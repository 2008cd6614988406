package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofManifest;
import java.util.List;

/**
 * What the disk is told to do, one task at a time; each is answered by one {@link AofDone}.
 * Immutable apart from the arrays, which nobody changes until the answer is there.
 */
public sealed interface AofTask {
  /** Bytes of the stream, where they lie in the log. */
  record Piece(byte[] bytes, int from, int length) {}

  /**
   * Appends one block to the open increment; on failure the file is as before.
   *
   * @param history to be written before the bytes where it has changed, or null
   * @param unixSeconds time to be written before the bytes, or -1
   * @param endOffset replication offset after the bytes
   * @param sync whether to fsync afterwards
   */
  record Write(
      AofAnnotation.History history,
      long unixSeconds,
      List<Piece> stream,
      long endOffset,
      boolean sync)
      implements AofTask {}

  /** Forces to the disk what was written, up to the offset. */
  record Sync(long offset) implements AofTask {}

  /**
   * Begins the next increment; on failure the one before stays open.
   *
   * @param head what the stream is from there on; where its database is not 0, the stream will not
   *     say it, so the file does
   * @param manifest whose last increment it is
   * @param listed whether to put the manifest in force; else the increment begins a chain of its
   *     own, and the one before it is closed as it is
   */
  record Increment(AofManifest manifest, AofAnnotation.History head, boolean listed)
      implements AofTask {}

  /**
   * Goes on with the last increment of a manifest that was read at start.
   *
   * @param validBytes where it ends; what follows is cut off
   * @param offset replication offset there
   */
  record Reopen(AofManifest manifest, long validBytes, long offset) implements AofTask {}

  /**
   * Syncs the open increment and puts a manifest in force; files of the one before that are not in
   * it are deleted in the background.
   *
   * @param offset replication offset up to which the increment is written
   */
  record Install(AofManifest manifest, long offset) implements AofTask {}

  /**
   * Syncs and closes the open increment.
   *
   * @param offset replication offset up to which it is written
   */
  record Close(long offset) implements AofTask {}

  /**
   * Closes what is open without another word, creates the folder, and deletes in the background
   * what no manifest lists. Answered by what the folder holds.
   */
  record Prepare() implements AofTask {}
}
