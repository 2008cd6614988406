package io.vedette.deploy.drill;

/**
 * One numbered write: {@code APPEND key token}, each key written once, so that a lost write leaves
 * no value and a repeated one leaves the token twice. Belongs to one writer's thread until that
 * thread has ended.
 */
final class Write {
  /** What the client knows of the write. */
  enum Fate {
    /** Sent, and no answer came: it may or may not have happened. */
    UNKNOWN,
    /** Refused by an error that says it was not done. */
    REFUSED,
    ACKNOWLEDGED
  }

  final int shard;
  final String key;
  final String token;
  final long startNanos;
  long endNanos;
  Fate fate = Fate.UNKNOWN;

  /** Whether {@code WAIT 1} confirmed a replica for it. */
  boolean replicated;

  /** How often the read-back found it; -1 before. */
  int found = -1;

  Write(int shard, String key, String token, long startNanos) {
    this.shard = shard;
    this.key = key;
    this.token = token;
    this.startNanos = startNanos;
    this.endNanos = startNanos;
  }

  boolean acknowledged() {
    return fate == Fate.ACKNOWLEDGED;
  }

  /** Notes what the read-back found under the key; empty where there is no value. */
  void readBack(String value) {
    int count = 0;
    for (int at = value.indexOf(token); at >= 0; at = value.indexOf(token, at + token.length())) {
      count++;
    }
    found = count;
  }
}
