package io.vedette.node.command;

import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.ProxyCommands;
import java.util.Locale;

/**
 * The multiplexed connection of a proxy. Once a command was refused because the copy may not
 * execute it now, all later ones are refused as well until the next accepted handshake: what a
 * client pipelined is never executed out of order. See {@link ProxyCommands}.
 */
public final class ProxyLink {
  private static final String HANDSHAKE =
      (ProxyCommands.VEDETTE + "|" + ProxyCommands.PROXY).toLowerCase(Locale.ROOT);

  private static final long NO_WAIT = -1;

  private final String proxyName;
  private boolean broken;
  private long waitId = NO_WAIT;

  /** A connection whose handshake was accepted. */
  public ProxyLink(String proxyName) {
    this.proxyName = proxyName;
  }

  public String proxyName() {
    return proxyName;
  }

  /** The next command may wait under this id, not negative, without blocking the connection. */
  public void nextMayWait(long id) {
    waitId = id;
  }

  /** Takes the id of {@link #nextMayWait}; negative if there is none. */
  public long takeWaitId() {
    long id = waitId;
    waitId = NO_WAIT;
    return id;
  }

  /** A command of this connection was refused with this error, code word first. */
  public void refused(String error) {
    broken |=
        error.startsWith("READONLY")
            || error.startsWith("LOADING")
            || error.startsWith("MASTERDOWN");
  }

  /** Whether the command must wait for a handshake. */
  public boolean mustShakeHands(CommandSpec spec) {
    return broken && !spec.name().equals(HANDSHAKE);
  }

  /** The refusal of what must wait. */
  public String stale() {
    return ProxyCommands.STALE_PROXY + " An earlier command of this connection was refused.";
  }
}
