package io.vedette.node;

import io.vedette.node.command.Session;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Logs that a browser seems to be abused against the port, at most once a minute. */
final class AttackAlarm {
  private static final long QUIET_NS = TimeUnit.MINUTES.toNanos(1);

  private boolean raised;
  private long raisedAtNs;

  void raise(Session session, long nowNs) {
    if (raised && nowNs - raisedAtNs < QUIET_NS) {
      return;
    }
    raised = true;
    raisedAtNs = nowNs;
    LoggerFactory.getLogger("Server")
        .warn(
            "Possible SECURITY ATTACK detected. {} sends POST or Host: commands, as a web page"
                + " would that uses its reader's browser to reach this port. Connection aborted.",
            session.remoteAddress());
  }
}
