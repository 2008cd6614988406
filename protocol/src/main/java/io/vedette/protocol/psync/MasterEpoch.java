package io.vedette.protocol.psync;

import java.util.Optional;

/**
 * What a Vedette master answers to {@link Replconf.KnownEpoch}: {@code +EPOCH epoch since reached}.
 *
 * <p>A replica that continues may be far behind. Only once it has all that came before the epoch do
 * its data belong to that epoch: with less it must not be taken for newer than a copy that stayed
 * in the epoch before and holds more. And only once it has what the master had at the handshake is
 * everything there again that a former process of the replica may have acknowledged.
 *
 * @param epoch in which the master was appointed; 0 if no sentinel appointed it
 * @param sinceBytes replication offset at which its writes in this epoch begin
 * @param reachedBytes its replication offset when it answered
 */
public record MasterEpoch(long epoch, long sinceBytes, long reachedBytes) {
  /** Of a master that was not asked: whatever it sends is as good as anything. */
  public static final MasterEpoch NONE = new MasterEpoch(0, 0, 0);

  /** Begins the answer of every master that knows epochs. */
  public static final String PREFIX = "+EPOCH ";

  private static final int NUMBERS = 3;

  /** The answer's line, without its end. */
  public String line() {
    return PREFIX + epoch + ' ' + sinceBytes + ' ' + reachedBytes;
  }

  /** Reads a line that begins with {@link #PREFIX}; empty if it is malformed. */
  public static Optional<MasterEpoch> parse(String line) {
    String[] words = line.substring(PREFIX.length()).split(" ", -1);
    if (words.length != NUMBERS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new MasterEpoch(
              Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
