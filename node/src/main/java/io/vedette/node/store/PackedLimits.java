package io.vedette.node.store;

/**
 * Up to where collections stay packed: the directives of these names, with Redis's defaults. Plain
 * fields that only the thread of their key space touches; a change holds for later writes, as in
 * Redis.
 */
public final class PackedLimits {
  /** Fields. */
  public long hashMaxListpackEntries = 128;

  /** Bytes of a field or value. */
  public long hashMaxListpackValue = 64;

  /** Bytes of a HyperLogLog whose registers are run-length encoded, its header included. */
  public long hllSparseMaxBytes = 3000;

  /** Members of a set of integers. */
  public long setMaxIntsetEntries = 512;

  /** Members of any other set. */
  public long setMaxListpackEntries = 128;

  /** Bytes of a member. */
  public long setMaxListpackValue = 64;

  /** Elements of a listpack in a list; negative: bytes, -1 to -5 for 4 to 64 KiB. */
  public long listMaxListpackSize = -2;

  /** Bytes of a stream's node from which on no entry is added to it; 0: no limit. */
  public long streamNodeMaxBytes = 4096;

  /** Entries of a stream's node, deleted ones included; 0: no limit. */
  public long streamNodeMaxEntries = 100;

  /** Members of a sorted set. */
  public long zsetMaxListpackEntries = 128;

  /** Bytes of a member. */
  public long zsetMaxListpackValue = 64;
}
