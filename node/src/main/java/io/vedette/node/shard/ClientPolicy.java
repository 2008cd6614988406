package io.vedette.node.shard;

/**
 * What an operator may set about clients, with Redis's defaults. Changed and read on the shard's
 * thread only.
 */
public final class ClientPolicy {
  /** {@code maxclients}. */
  public int maxClients = 10_000;

  /** {@code timeout} in milliseconds; 0: idle clients stay. */
  public long timeoutMs;

  /** {@code protected-mode}: without a password, clients of other machines are turned away. */
  public boolean protectedMode = true;

  /** {@code client-output-buffer-limit}. */
  public OutputLimits outputLimits = OutputLimits.DEFAULT;
}
