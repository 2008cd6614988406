/**
 * Which copy of which shard is where and who is its master, as of a version. Immutable values, made
 * by sentinels, obeyed by nodes and proxies.
 */
package io.vedette.protocol.topology;
