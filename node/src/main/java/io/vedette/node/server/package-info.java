/**
 * Sockets of a shard copy: event loops that double as Akka dispatchers, the listening port, and the
 * client connections, which turn bytes into batches and batches into messages to the shard.
 */
package io.vedette.node.server;
