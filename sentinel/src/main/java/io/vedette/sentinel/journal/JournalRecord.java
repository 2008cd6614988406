package io.vedette.sentinel.journal;

import java.util.Arrays;

/**
 * One record of a journal file.
 *
 * @param kind what it says
 * @param sequenceNr of an event: its number; of a deletion: the highest number that is gone
 * @param payload of an event: its bytes; of a deletion: empty
 */
public record JournalRecord(Kind kind, long sequenceNr, byte[] payload) {
  /** Kinds of records and their codes in the file. */
  public enum Kind {
    EVENT(1),
    DELETED_TO(2);

    final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  public static JournalRecord event(long sequenceNr, byte[] payload) {
    return new JournalRecord(Kind.EVENT, sequenceNr, payload);
  }

  public static JournalRecord deletedTo(long sequenceNr) {
    return new JournalRecord(Kind.DELETED_TO, sequenceNr, new byte[0]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalRecord r
        && kind == r.kind
        && sequenceNr == r.sequenceNr
        && Arrays.equals(payload, r.payload);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(sequenceNr) + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return kind + " " + sequenceNr + " (" + payload.length + " bytes)";
  }
}
