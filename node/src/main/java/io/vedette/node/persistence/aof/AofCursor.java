package io.vedette.node.persistence.aof;

import io.vedette.node.log.LogReader;
import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.aof.AofBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the append-only file is in the log: cuts the log into blocks that end between commands,
 * and keeps in memory what is on its way to the disk. Confined to the shard's thread.
 */
final class AofCursor {
  /** Distance of the places that are remembered as lying between commands. */
  private static final long BOUNDARY_EVERY_BYTES = 64 * 1024;

  private final ReplicationLog log;
  private final ArrayDeque<Long> boundaries = new ArrayDeque<>();
  private final ArrayDeque<AofCut> cuts = new ArrayDeque<>(2);
  private LogReader kept;
  private LogReader next;
  private long lastBoundary;
  private long lastEnd;

  AofCursor(ReplicationLog log) {
    this.log = log;
  }

  /** Begins at the log's end. */
  void open() {
    kept = log.read(log.offset());
    next = log.read(log.offset());
    lastBoundary = log.offset();
    lastEnd = log.offset();
    boundaries.clear();
    cuts.clear();
  }

  boolean isOpen() {
    return next != null;
  }

  /** Lets the log go on; arrays that the disk still reads are not used again. */
  void close() {
    if (next == null) {
      return;
    }
    next.close();
    kept.abandon();
    next = null;
    kept = null;
    boundaries.clear();
    cuts.clear();
  }

  /** The log's end lies between two commands, and between two transactions. */
  void boundary(long offset) {
    if (offset - lastBoundary >= BOUNDARY_EVERY_BYTES) {
      if (lastEnd > lastBoundary && offset - lastEnd >= BOUNDARY_EVERY_BYTES) {
        // What comes before something long need not be in its block.
        boundaries.add(lastEnd);
      }
      lastBoundary = offset;
      boundaries.add(offset);
    }
    lastEnd = offset;
  }

  /** Adds a cut at the log's end. */
  void cut(AofCut cut) {
    cuts.add(cut);
  }

  /** Whether any cut is ahead. */
  boolean hasCuts() {
    return !cuts.isEmpty();
  }

  /** Takes the cut that stands at the next byte, or answers null. */
  AofCut takeCut() {
    AofCut cut = cuts.peek();
    return cut != null && cut.offset() == next.position() ? cuts.poll() : null;
  }

  /** Where the next block ends. */
  long blockEnd() {
    long from = next.position();
    AofCut cut = cuts.peek();
    long end = cut == null ? log.offset() : cut.offset();
    if (end - from <= AofBlock.MAX_BYTES) {
      return end;
    }
    long best = end;
    for (long boundary : boundaries) {
      if (boundary > from && boundary < end) {
        best = boundary;
        if (boundary - from > AofBlock.MAX_BYTES / 2) {
          break;
        }
      }
    }
    return best;
  }

  /** The bytes up to the end of a block. */
  List<AofTask.Piece> take(long end) {
    List<AofTask.Piece> pieces = new ArrayList<>(2);
    while (next.position() < end) {
      int length = (int) Math.min(next.readable(), end - next.position());
      pieces.add(new AofTask.Piece(next.array(), next.arrayIndex(), length));
      next.advance(length);
    }
    while (!boundaries.isEmpty() && boundaries.peek() <= end) {
      boundaries.poll();
    }
    return pieces;
  }

  /** The log may forget what is written. */
  void written(long end) {
    while (kept.position() < end) {
      kept.advance((int) Math.min(kept.readable(), end - kept.position()));
    }
  }
}
