package io.vedette.node.command;

/**
 * Who may do what most clients must not: use DEBUG ({@code enable-debug-command}) or set guarded
 * directives ({@code enable-protected-configs}).
 */
public enum DebugAccess {
  NO,
  YES,

  /** Clients of this machine only. */
  LOCAL;

  /** Whether this client may. */
  public boolean allows(Session session) {
    return switch (this) {
      case NO -> false;
      case YES -> true;
      case LOCAL -> ClientAddress.isLoopback(session.remoteAddress());
    };
  }
}
