/**
 * Clients that wait for keys: in which order they are served, when their time is up. Who executes
 * their commands, and answers, is the shard.
 */
package io.vedette.node.command.blocking;
