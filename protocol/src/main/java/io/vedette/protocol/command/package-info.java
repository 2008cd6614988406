/**
 * The command table: every command as data, and its lookup by the bytes of a request.
 *
 * <p>Facts: {@code COMMAND} of Redis 7.0 and the command pages of Redis 7.2.
 */
package io.vedette.protocol.command;
