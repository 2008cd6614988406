package io.vedette.sentinel.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Bytes of a journal file: a header of 12 bytes (magic, version), then records.
 *
 * <pre>
 *   byte A7   int length of the body   int CRC32C of A7 and the length   int CRC32C of the body
 *   body: byte kind, long sequence number, payload, byte E5
 * </pre>
 *
 * The length has a checksum of its own, so that a record that ends beyond the file is known to be
 * an interrupted write and not a flipped bit in its length. The marks keep a record from beginning
 * or ending in zeros, so that zeros there are known to be a sector that was never written.
 */
final class RecordFormat {
  static final int FILE_HEADER_BYTES = 12;
  static final int RECORD_HEADER_BYTES = 13;

  /** Longest body; far above any event of a sentinel. */
  static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  /**
   * Disks write sectors whole: what is missing of an interrupted write reads as zeros up to one.
   */
  private static final int SECTOR_BYTES = 512;

  private static final byte[] MAGIC = {'V', 'D', 'J', 'O', 'U', 'R', 'N', 'L'};
  private static final int VERSION = 1;
  private static final byte START = (byte) 0xA7;
  private static final byte END = (byte) 0xE5;

  /** Bytes that the header's checksum covers. */
  private static final int CHECKED_HEADER_BYTES = 5;

  private static final int BODY_CRC_OFFSET = 9;

  /** Kind, sequence number and end mark. */
  private static final int BODY_FRAME_BYTES = 10;

  private RecordFormat() {}

  /** What stands at a position of a file. */
  sealed interface Read {
    /** A sound record; the next one begins at {@code end}. */
    record Sound(JournalRecord record, int end) implements Read {}

    /** The rest of the file is a write that was interrupted, and so never confirmed. */
    record Torn() implements Read {}

    /** Bytes that were once sound, or never belonged here. */
    record Damaged(String reason) implements Read {}
  }

  static ByteBuffer fileHeader() {
    return ByteBuffer.allocate(FILE_HEADER_BYTES).put(MAGIC).putInt(VERSION).flip();
  }

  /** Null if the file starts as it should, else what is wrong. */
  static String headerFault(byte[] file) {
    if (file.length < FILE_HEADER_BYTES) {
      return "shorter than its header";
    }
    ByteBuffer header = ByteBuffer.wrap(file, 0, FILE_HEADER_BYTES);
    for (byte expected : MAGIC) {
      if (header.get() != expected) {
        return "not a journal";
      }
    }
    int version = header.getInt();
    return version == VERSION ? null : "version " + version + " is not known";
  }

  static ByteBuffer encode(JournalRecord record) {
    int length = BODY_FRAME_BYTES + record.payload().length;
    if (length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("a record of " + length + " bytes is too long");
    }
    ByteBuffer out = ByteBuffer.allocate(RECORD_HEADER_BYTES + length);
    out.put(START).putInt(length).putInt(crc(out.array(), 0, CHECKED_HEADER_BYTES)).putInt(0);
    out.put(record.kind().code).putLong(record.sequenceNr()).put(record.payload()).put(END);
    out.putInt(BODY_CRC_OFFSET, crc(out.array(), RECORD_HEADER_BYTES, length));
    return out.flip();
  }

  static Read decode(byte[] file, int position) {
    int rest = file.length - position;
    if (rest < RECORD_HEADER_BYTES) {
      return new Read.Torn();
    }
    ByteBuffer in = ByteBuffer.wrap(file, position, rest);
    boolean marked = in.get() == START;
    int length = in.getInt();
    if (in.getInt() != crc(file, position, CHECKED_HEADER_BYTES)
        || !marked
        || length < BODY_FRAME_BYTES
        || length > MAX_BODY_BYTES) {
      return unsound(file, position, file.length, "bad length");
    }
    int bodyCrc = in.getInt();
    if (length > rest - RECORD_HEADER_BYTES) {
      return new Read.Torn();
    }
    int body = position + RECORD_HEADER_BYTES;
    int end = body + length;
    if (bodyCrc != crc(file, body, length)) {
      return unsound(file, position, end, "bad checksum");
    }
    return sound(in, length, end);
  }

  private static Read sound(ByteBuffer in, int length, int end) {
    byte code = in.get();
    long sequenceNr = in.getLong();
    byte[] payload = new byte[length - BODY_FRAME_BYTES];
    in.get(payload);
    for (JournalRecord.Kind kind : JournalRecord.Kind.values()) {
      if (kind.code == code) {
        return new Read.Sound(new JournalRecord(kind, sequenceNr, payload), end);
      }
    }
    return new Read.Damaged("unknown kind of record " + code);
  }

  /** Unsound bytes are an interrupted write only at the end, and only with a sector of zeros. */
  private static Read unsound(byte[] file, int start, int end, String reason) {
    if (end == file.length && hasZeroSector(file, start, end)) {
      return new Read.Torn();
    }
    return new Read.Damaged(reason);
  }

  private static boolean hasZeroSector(byte[] file, int start, int end) {
    int from = start;
    while (from < end) {
      int to = Math.min(end, (from / SECTOR_BYTES + 1) * SECTOR_BYTES);
      if (isZero(file, from, to)) {
        return true;
      }
      from = to;
    }
    return false;
  }

  private static boolean isZero(byte[] file, int from, int to) {
    for (int i = from; i < to; i++) {
      if (file[i] != 0) {
        return false;
      }
    }
    return true;
  }

  static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
