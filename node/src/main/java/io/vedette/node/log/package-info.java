/**
 * The replication log: one byte offset, one order, many readers; and the identity of the history
 * that its bytes belong to. Backlog, replica links and, with persistence, the append-only file read
 * the same bytes, so that nothing can reach one and not another.
 */
package io.vedette.node.log;
