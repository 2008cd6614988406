package io.vedette.node.proxy;

/** Who answers a command. */
enum Route {
  /** The shard of its keys. */
  ONE_SHARD,

  /** The shard of its keys, if what it reads besides is surely there as well. */
  SORT,

  /** The shards of its keys, each its part: MGET, DEL and their like. */
  MANY_KEYS,

  /** Every shard. */
  ALL_SHARDS,

  /** One shard after the other, by the cursor. */
  SCAN,

  /** The shard of the channel's slot. */
  PUBLISH,

  /** The proxy, which subscribes at the shards for all of its clients together. */
  SUBSCRIBE,

  /** The shards that the client wrote to. */
  WAIT,

  /** The shard of its keys, where it may wait for them. */
  BLOCKING,

  /** MULTI and its companions. */
  TRANSACTION,

  /** The proxy itself. */
  LOCAL,

  /** The proxy itself, also between MULTI and EXEC. */
  ALWAYS_LOCAL,

  /** Nobody: it makes no sense, or would block the connection that all clients share. */
  IMPOSSIBLE
}
