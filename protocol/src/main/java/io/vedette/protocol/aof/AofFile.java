package io.vedette.protocol.aof;

/**
 * One file that a manifest names.
 *
 * @param name in the manifest's folder; never a path. One char a byte
 * @param sequence grows with every file of its kind
 */
public record AofFile(String name, long sequence, Kind kind) {
  /** What a file is for; the letter is the manifest's. */
  public enum Kind {
    /** What the increments start from, an RDB. */
    BASE('b'),
    /** Part of the replication stream. */
    INCREMENT('i'),
    /** Replaced, to be deleted. */
    HISTORY('h');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /** The manifest's letter. */
    public char letter() {
      return letter;
    }
  }

  /** The same file, which nothing is loaded from any more. */
  AofFile asHistory() {
    return new AofFile(name, sequence, Kind.HISTORY);
  }
}
