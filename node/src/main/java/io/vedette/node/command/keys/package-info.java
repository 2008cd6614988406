/**
 * Commands on keys of any type: existence, expiry, names, databases, iteration.
 *
 * <p>Replies, error texts and edge cases are those of Redis 7.2.
 */
package io.vedette.node.command.keys;
