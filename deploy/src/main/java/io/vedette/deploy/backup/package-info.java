/**
 * Copies of a data set outside of its servers: one RDB a shard, fetched over the replication
 * protocol, with a manifest of their SHA-256 by which they can be verified.
 */
package io.vedette.deploy.backup;
