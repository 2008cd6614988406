package io.vedette.protocol.topology;

/**
 * Orders topologies: by the epoch of the leader that proposed it, then by its count within that
 * epoch. An epoch has at most one leader, so a version names one topology.
 *
 * @param epoch at least 0; 0 only in {@link #NONE}
 * @param revision at least 0
 */
public record Version(long epoch, long revision) implements Comparable<Version> {
  /** Of no topology at all; older than every other. */
  public static final Version NONE = new Version(0, 0);

  public Version {
    if (epoch < 0 || revision < 0) {
      throw new IllegalArgumentException("version " + epoch + "." + revision);
    }
  }

  @Override
  public int compareTo(Version other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(revision, other.revision);
  }

  public boolean isNewerThan(Version other) {
    return compareTo(other) > 0;
  }

  /** {@code epoch.revision}. */
  @Override
  public String toString() {
    return epoch + "." + revision;
  }
}
