package io.vedette.node.server;

import io.vedette.protocol.resp.RespLimits;

/**
 * What an operator may set about a copy's connections, with Redis's defaults. Changed and read on
 * the shard's thread only.
 */
public final class PortSettings {
  /** Limits of clients that may run commands: {@code proto-max-bulk-len}. */
  public RespLimits limits = RespLimits.AUTHENTICATED;

  /** {@code client-query-buffer-limit}: most bytes of one command that is still arriving. */
  public long maxQueryBytes = RespLimits.MAX_QUERY_BUFFER_BYTES;

  /** Whether a client must authenticate before the limits above are its own. */
  public boolean passwordRequired;

  /** {@code tcp-keepalive} of connections that are accepted from now on; 0: none. */
  public int keepAliveSeconds = 300;
}
