/**
 * What COMMAND DOCS tells of each command: a sentence, since when there is such a command, what it
 * costs, its arguments. Nothing here is loaded before somebody asks for it.
 *
 * <p>Facts and the shape of the reply: {@code COMMAND DOCS} of Redis 7.0.
 */
package io.vedette.protocol.command.docs;
