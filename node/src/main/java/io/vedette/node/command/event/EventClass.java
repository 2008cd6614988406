package io.vedette.node.command.event;

/** Classes of events, each with its letter in {@code notify-keyspace-events}. */
public enum EventClass {
  /** Commands that know no type: DEL, EXPIRE, RENAME and the like. */
  GENERIC('g'),
  STRING('$'),
  LIST('l'),
  SET('s'),
  HASH('h'),
  ZSET('z'),

  /** A key was deleted because its time had come. */
  EXPIRED('x'),

  /** A key was deleted to make room. */
  EVICTED('e'),
  STREAM('t'),

  /** Events of modules' types; none here, but {@code A} includes the letter. */
  MODULE('d'),

  /** A key that did not exist was created; not in {@code A}. */
  NEW('n'),

  /** A key that was to be read does not exist; not in {@code A}. */
  KEY_MISS('m');

  private final char letter;

  EventClass(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }

  int bit() {
    return 1 << ordinal();
  }
}
