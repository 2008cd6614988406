package io.vedette.protocol.rdb;

/**
 * Receives what an {@link RdbReader} finds, in the order of the file. Slices are valid during the
 * call only.
 */
public interface RdbVisitor {
  /** An auxiliary field; unknown ones are to be ignored. */
  void aux(String name, String value);

  /**
   * Entries that follow belong to this database.
   *
   * @throws RdbException if there is no such database here
   */
  void selectDatabase(int index) throws RdbException;

  /** A hint: how many entries the selected database holds, and how many of them expire. */
  void sizes(long entries, long expiringEntries);

  /**
   * An entry with a string value.
   *
   * @param expireAtMs Unix time in milliseconds, or {@link RdbFormat#NO_EXPIRY}; may have passed
   */
  void string(Slice key, Slice value, long expireAtMs) throws RdbException;

  /**
   * How values of another type are read; null if they cannot be, and then the RDB is refused.
   *
   * @param type the type byte, never {@link RdbFormat#TYPE_STRING}
   */
  RdbDecoder decoder(int type);

  /** All entries have come; the checksum is still to be read. */
  default void end() {}

  /** An entry whose value the {@link #decoder} has read. */
  void value(Slice key, Object value, long expireAtMs) throws RdbException;

  /**
   * A library of functions, as its source. Refused unless overridden.
   *
   * @param code valid during the call only
   */
  default void function(Slice code) throws RdbException {
    throw new RdbException("The RDB holds function libraries, which are not supported");
  }

  /** Data of a module that belong to no key; they are skipped. Refused unless overridden. */
  default void moduleAux(String module) throws RdbException {
    throw new RdbException("The RDB holds data of module '" + module + "', which is not supported");
  }
}
