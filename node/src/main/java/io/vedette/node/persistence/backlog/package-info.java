/**
 * The append-only file as replication backlog: what a replica has missed and memory no longer holds
 * is read from the increments, whose bytes are those of the stream.
 */
package io.vedette.node.persistence.backlog;
