package io.vedette.node.log;

import java.util.random.RandomGenerator;

/**
 * Which history the bytes of a log belong to, by the rules of PSYNC2.
 *
 * <p>A master names its history by a random id. A promoted replica begins a history of its own, but
 * remembers the one it comes from and the offset up to which both are the same, so that its former
 * siblings can continue from it.
 */
public final class ReplicationHistory {
  /** Length of an id in hexadecimal digits. */
  public static final int ID_LENGTH = 40;

  /** The second id of a history that continues no other. */
  public static final String NO_ID = "0".repeat(ID_LENGTH);

  private static final long NO_OFFSET = -1;

  private String id;
  private String secondId = NO_ID;
  private long secondOffset = NO_OFFSET;
  private long epoch;

  public ReplicationHistory(String id) {
    this.id = checked(id);
  }

  /** A new random id. */
  public static String newId(RandomGenerator random) {
    StringBuilder text = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  private static String checked(String id) {
    if (id.length() != ID_LENGTH) {
      throw new IllegalArgumentException("a replication id has 40 characters, not: " + id);
    }
    return id;
  }

  public String id() {
    return id;
  }

  /** The id of the history that this one continues, or {@link #NO_ID}. */
  public String secondId() {
    return secondId;
  }

  /** The first offset (counted from 1) that the second history does not share; -1 for none. */
  public long secondOffset() {
    return secondOffset;
  }

  /** Begins a new history that shares the old one up to {@code offsetBytes}. */
  public void branch(String newId, long offsetBytes) {
    secondId = id;
    secondOffset = offsetBytes + 1;
    id = checked(newId);
  }

  /** Takes over the history of a master whose snapshot is loaded. */
  public void adopt(String masterId) {
    id = checked(masterId);
    secondId = NO_ID;
    secondOffset = NO_OFFSET;
  }

  /** Goes on with a history that a former process of the same copy has left on disk. */
  public void restore(String oldId, String oldSecondId, long oldSecondOffset) {
    id = checked(oldId);
    secondId = checked(oldSecondId);
    secondOffset = oldSecondOffset;
  }

  /** Epoch of the master that wrote the newest bytes; 0 where no sentinel gave it one. */
  public long epoch() {
    return epoch;
  }

  /** The bytes from now on are those of a master of this epoch. */
  public void epoch(long ofMaster) {
    epoch = ofMaster;
  }

  /**
   * Whether a replica of history {@code askedId} that wants byte {@code askedOffset} (counted from
   * 1) next has seen nothing else than what this history contains.
   */
  public boolean contains(String askedId, long askedOffset) {
    return askedId.equals(id)
        || (askedId.equals(secondId) && !secondId.equals(NO_ID) && askedOffset <= secondOffset);
  }
}
