package io.vedette.protocol.aof;

import io.vedette.protocol.aof.AofAnnotation.Checksum;
import io.vedette.protocol.aof.AofAnnotation.History;
import io.vedette.protocol.aof.AofAnnotation.Timestamp;
import io.vedette.protocol.rdb.Crc64;

/**
 * Reads one increment as its bytes come in and hands the visitor what may be executed; at the end
 * of the file {@link #finish} says what kind of end it is.
 *
 * <p>A file that begins with a {@link History} is <em>checksummed</em>: only blocks whose checksum
 * is right are handed out. A tail without checksum is torn when a crash in the middle of a write
 * explains it, and damage otherwise. Any other file is read by Redis's rules: every complete
 * command counts, a tail that stops in the middle of a command is torn, anything else is damage. An
 * unfinished transaction at the end is torn at its MULTI in both.
 *
 * <p>Memory: the block or transaction that is not complete yet. Allocates nothing per command.
 * Confined to one thread at a time.
 */
public final class AofScanner {
  /** Longest argument of a command. */
  public static final int MAX_ARGUMENT_BYTES = 512 * 1024 * 1024;

  /** Longest command or transaction. */
  public static final int MAX_HELD_BYTES = 1 << 30;

  /** So much without a checksum in a file of ours is nothing that a crash could have left. */
  static final int MAX_OPEN_BLOCK_BYTES = 16 * 1024 * 1024;

  private static final int FIRST_BUFFER_BYTES = 256 * 1024;

  private enum Form {
    UNDECIDED,
    CHECKSUMMED,
    PLAIN
  }

  private final AofVisitor visitor;
  private final long untilUnixSeconds;
  private final CommandSkipper skipper = new CommandSkipper();
  private final ScannedParts parts = new ScannedParts();
  private Form form;

  /** {@code buffer[0]} stands at file position {@code base}; scanned up to {@code at}. */
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  private long base;
  private int at;
  private int limit;
  private long streamOffset;

  /** End of the last block with a right checksum. */
  private long closedAt;

  private long closedOffset;
  private long unitsSinceClosed;

  /** Start of the transaction that is open, or of what is later than wanted. */
  private HoldPoint hold;

  /** The same, as it was when the last block ended: what is scanned since may be forgotten. */
  private HoldPoint closedHold;

  private boolean inTransaction;
  private boolean pastWanted;

  private long damagePosition;
  private String damage;
  private boolean stopped;

  /**
   * A file from its start.
   *
   * @param streamOffset offset of its first stream byte, where the file itself does not tell
   */
  public AofScanner(AofVisitor visitor, long streamOffset) {
    this(visitor, streamOffset, 0, Long.MAX_VALUE);
  }

  /**
   * A file from some position on.
   *
   * @param filePosition where the first byte that is fed stands; after an RDB preamble
   * @param untilUnixSeconds commands that were written later are left out
   */
  public AofScanner(
      AofVisitor visitor, long streamOffset, long filePosition, long untilUnixSeconds) {
    this.visitor = visitor;
    this.streamOffset = streamOffset;
    this.untilUnixSeconds = untilUnixSeconds;
    this.base = filePosition;
    this.closedAt = filePosition;
    this.form = filePosition == 0 ? Form.UNDECIDED : Form.PLAIN;
  }

  /** Whether the file carries our checksums; known once its first bytes were fed. */
  public boolean isChecksummed() {
    return form == Form.CHECKSUMMED;
  }

  /**
   * Takes the next bytes of the file.
   *
   * @return false when further bytes make no difference: {@link #finish} can be called
   * @throws AofException what the visitor threw
   */
  public boolean feed(byte[] bytes, int offset, int length) throws AofException {
    if (stopped || damage != null) {
      return false;
    }
    if (!append(bytes, offset, length)) {
      return false;
    }
    scan();
    if (form == Form.PLAIN) {
      handOut();
    }
    return damage == null && !stopped;
  }

  private boolean append(byte[] bytes, int offset, int length) {
    if (buffer.length - limit < length) {
      int from = (int) (heldFrom() - base);
      int kept = limit - from;
      if ((long) kept + length > MAX_HELD_BYTES) {
        damaged(base + at, "a command or transaction longer than " + MAX_HELD_BYTES + " bytes");
        return false;
      }
      byte[] target = buffer;
      if (kept + length > buffer.length) {
        target = new byte[Math.max(kept + length, (int) Math.min(buffer.length * 2L, 1 << 30))];
      }
      System.arraycopy(buffer, from, target, 0, kept);
      buffer = target;
      base += from;
      at -= from;
      limit = kept;
    }
    System.arraycopy(bytes, offset, buffer, limit, length);
    limit += length;
    return true;
  }

  private long heldFrom() {
    long from = base + at;
    if (parts.size() > 0) {
      from = Math.min(from, parts.start(0));
    }
    return form == Form.CHECKSUMMED ? Math.min(from, closedAt) : from;
  }

  private void scan() throws AofException {
    while (at < limit && damage == null && !stopped) {
      if (form == Form.UNDECIDED && !decideForm()) {
        return;
      }
      if (buffer[at] == '#' ? !annotation() : !command()) {
        return;
      }
    }
  }

  /** False while it takes more bytes to tell. */
  private boolean decideForm() {
    if (buffer[0] == '#' && limit < AnnotationLine.WORD_BYTES) {
      return false;
    }
    form = AnnotationLine.begins(buffer, 0, "#VH:") ? Form.CHECKSUMMED : Form.PLAIN;
    return true;
  }

  /** False when it is not complete. */
  private boolean command() {
    return switch (skipper.skip(buffer, at, limit)) {
      case MORE -> false;
      case MALFORMED -> {
        damaged(base + at, skipper.problem());
        yield false;
      }
      case COMPLETE -> {
        completeCommand(base + at, base + at + skipper.done());
        skipper.reset();
        yield true;
      }
    };
  }

  private void completeCommand(long start, long end) {
    boolean opens = skipper.kind() == CommandSkipper.Kind.MULTI;
    if (opens && inTransaction) {
      damaged(start, "a MULTI inside of a transaction");
      return;
    }
    if (skipper.kind() == CommandSkipper.Kind.EXEC && !inTransaction) {
      damaged(start, "an EXEC without its MULTI");
      return;
    }
    if (opens && !pastWanted) {
      hold = new HoldPoint(start, streamOffset, parts.size());
    }
    parts.command(start, end, streamOffset, opens);
    streamOffset += end - start;
    at = (int) (end - base);
    if (opens) {
      inTransaction = true;
    } else if (skipper.kind() == CommandSkipper.Kind.EXEC) {
      inTransaction = false;
      hold = pastWanted ? hold : null;
    }
    unitsSinceClosed += inTransaction ? 0 : 1;
  }

  /** False when it is not complete, or wrong. */
  private boolean annotation() throws AofException {
    int length = AnnotationLine.length(buffer, at, limit, form == Form.CHECKSUMMED);
    if (limit - at >= AnnotationLine.WORD_BYTES
        && form == Form.PLAIN
        && AnnotationLine.isOurs(buffer, at)) {
      damaged(base + at, "a checksum or history line, but the file does not begin with one");
      return false;
    }
    if (length == AnnotationLine.ENDLESS) {
      damaged(base + at, "an annotation without end");
      return false;
    }
    return length != AnnotationLine.INCOMPLETE
        && line(AofAnnotation.parse(buffer, at, length), length);
  }

  private boolean line(AofAnnotation line, int length) throws AofException {
    long start = base + at;
    switch (line) {
      case null -> {
        if (form == Form.CHECKSUMMED) {
          damaged(start, "an unknown or malformed annotation");
          return false;
        }
      }
      case Checksum checksum -> {
        return endBlock(checksum, start, length);
      }
      case History history -> {
        if (start == 0) {
          streamOffset = history.streamOffset();
          closedOffset = streamOffset;
        }
        if (history.streamOffset() != streamOffset) {
          damaged(start, "a history at offset " + history.streamOffset() + ", not " + streamOffset);
          return false;
        }
        parts.annotation(start, start + length, streamOffset);
      }
      case Timestamp time -> {
        if (time.unixSeconds() > untilUnixSeconds && !pastWanted) {
          pastWanted = true;
          hold = hold != null ? hold : new HoldPoint(start, streamOffset, parts.size());
        }
        parts.annotation(start, start + length, streamOffset);
      }
    }
    at += length;
    return true;
  }

  private boolean endBlock(Checksum line, long start, int length) throws AofException {
    int from = (int) (closedAt - base);
    long crc = Crc64.update(0, buffer, from, at - from);
    if (line.crc() != crc) {
      damaged(
          start,
          String.format(
              "a wrong checksum for bytes %d to %d: expected %016x, got %016x",
              closedAt, start, line.crc(), crc));
      return false;
    }
    if (line.streamOffset() != streamOffset) {
      damaged(start, "a checksum at offset " + line.streamOffset() + ", not " + streamOffset);
      return false;
    }
    if (hold != null && hold.position() >= closedAt) {
      int before = (int) (hold.position() - closedAt);
      hold.sawBlock(closedAt, Crc64.update(0, buffer, from, before));
    }
    at += length;
    closedAt = base + at;
    closedOffset = streamOffset;
    closedHold = hold;
    unitsSinceClosed = 0;
    handOut();
    stopped = pastWanted;
    return true;
  }

  private void handOut() throws AofException {
    int count = hold != null ? hold.part() : parts.size();
    if (count > 0) {
      parts.handOut(count, buffer, base, visitor);
      if (hold != null) {
        hold.handedOut(count);
      }
    }
    stopped = stopped || pastWanted && form == Form.PLAIN;
  }

  private void damaged(long position, String what) {
    damagePosition = position;
    damage = what;
  }

  /**
   * A flipped bit in a length makes the skipper take whole blocks for one argument. Blocks that
   * were finished after the last good one prove that this is no torn tail. Asked at the end only: a
   * value that has come whole may hold any bytes.
   */
  private void refuseSwallowedBlocks() {
    if (form == Form.CHECKSUMMED && damage == null && !stopped) {
      int from = (int) (closedAt - base);
      long found = BlockSearch.find(buffer, from, limit, closedAt, closedOffset);
      if (found >= 0) {
        damaged(base + at, "damage before the block that ends at position " + found);
      }
    }
  }

  /** A crash leaves one block at most without its checksum, and that is seldom this long. */
  private void refuseForeignTail() {
    boolean isLong = base + at - closedAt > MAX_OPEN_BLOCK_BYTES;
    if (form == Form.CHECKSUMMED && damage == null && unitsSinceClosed > 1 && isLong) {
      damaged(closedAt, "commands without checksums; did another server write to this file?");
    }
  }

  /** What the file is, when all of it was fed or {@link #feed} returned false. */
  public AofEnd finish() {
    refuseSwallowedBlocks();
    refuseForeignTail();
    HoldPoint cut = form == Form.PLAIN ? hold : closedHold;
    boolean holds = cut != null;
    long keep = form == Form.PLAIN ? base + at : closedAt;
    long keepOffset = form == Form.PLAIN ? streamOffset : closedOffset;
    byte[] closing = new byte[0];
    if (holds) {
      keep = cut.position();
      keepOffset = cut.streamOffset();
      closing = cut.closingLine();
    }
    if (damage != null) {
      return new AofEnd.Damaged(damagePosition, keep, closing, keepOffset, damage);
    }
    boolean ended = at == limit;
    if (!holds && ended && keep == base + at) {
      return new AofEnd.Complete(keep, keepOffset);
    }
    return new AofEnd.Torn(keep, closing, keepOffset, tornBecause(holds, ended));
  }

  private String tornBecause(boolean holds, boolean ended) {
    if (holds && pastWanted) {
      return "what follows is later than wanted";
    }
    if (holds && ended) {
      return "reached the end before the EXEC of a MULTI";
    }
    return ended ? "the last block has no checksum" : "the last block or command is incomplete";
  }
}
