/**
 * Strings: their commands, as pure functions of a {@link io.vedette.node.command.Execution}.
 *
 * <p>Replies, error texts and edge cases are those of Redis 7.2.
 */
package io.vedette.node.type.string;
