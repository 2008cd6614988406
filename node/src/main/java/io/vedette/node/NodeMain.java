package io.vedette.node;

import io.vedette.node.proxy.ProxyGuardian;
import java.util.Arrays;

/**
 * Entry point of the processes that hold and serve data: {@code server [FILE] [--directive
 * value]...}, {@code node --config FILE} and {@code proxy --config FILE}.
 */
public final class NodeMain {
  private NodeMain() {}

  /** Starts what the first argument names; ends the process with status 1 if it cannot start. */
  public static void main(String[] args) {
    String role = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    try {
      switch (role) {
        case "server" -> ServerProcess.start(Arrays.asList(rest));
        case "node" -> NodeProcess.start(Arrays.asList(rest));
        case "proxy" -> ProxyGuardian.start(Arrays.asList(rest));
        default -> throw new IllegalArgumentException("usage: server|node|proxy ...");
      }
    } catch (Exception e) {
      System.err.println("vedette " + role + ": " + e.getMessage());
      System.exit(1);
    }
  }
}
