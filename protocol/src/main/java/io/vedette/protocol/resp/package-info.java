/**
 * RESP2 and RESP3 without sockets: requests into {@link CommandBatch}es, replies out of {@link
 * ReplyBuffer}s, and the sizes that both sides hold to.
 *
 * <p>Format: Redis protocol specification, versions 2 and 3. Limits and error texts: Redis 7.2.
 */
package io.vedette.protocol.resp;
