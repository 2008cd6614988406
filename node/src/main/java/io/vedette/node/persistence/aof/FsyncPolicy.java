package io.vedette.node.persistence.aof;

/** {@code appendfsync}: when what was written to the append-only file is forced to the disk. */
public enum FsyncPolicy {
  /** Before any write is acknowledged. */
  ALWAYS,
  /** About once a second. */
  EVERYSEC,
  /** When the operating system thinks fit, or somebody waits for it. */
  NO
}
