package io.vedette.node.replication;

import io.vedette.protocol.topology.Endpoint;
import java.util.Optional;

/**
 * FAILOVER: a master hands its role to a replica without losing a write.
 *
 * <pre>
 * NONE --start--> WAITING (writes pause until the replica has everything)
 * WAITING --the replica is there, or time is up and FORCE--> TAKING_OVER (we follow it)
 * WAITING --ABORT, or time is up--> NONE (writes go on)
 * TAKING_OVER --link up--> NONE (as a replica)
 * TAKING_OVER --link lost, or ABORT--> NONE (as the master again)
 * </pre>
 *
 * <p>Confined to the shard's thread.
 */
public final class ManualFailover {
  private enum State {
    NONE("no-failover"),
    WAITING("waiting-for-sync"),
    TAKING_OVER("failover-in-progress");

    private final String infoName;

    State(String infoName) {
      this.infoName = infoName;
    }
  }

  private static final long NEVER = Long.MAX_VALUE;
  private static final long ASK_EVERY_MS = 50;

  /**
   * What the command says.
   *
   * @param target the replica to promote; empty for the first that has everything
   * @param force promote it when the time is up though it lacks something
   * @param timeoutMs 0 for no limit
   */
  public record Request(Optional<Endpoint> target, boolean force, long timeoutMs) {}

  private final Replication replication;
  private State state = State.NONE;
  private boolean writesPaused;
  private Request request;
  private long deadlineMs;
  private long nextAskMs;

  ManualFailover(Replication replication) {
    this.replication = replication;
  }

  /** Whether a master accepts no writes for now; clients with a write wait meanwhile. */
  public boolean pausesWrites() {
    return writesPaused;
  }

  private void pauseWrites(boolean paused) {
    boolean resumed = writesPaused && !paused;
    writesPaused = paused;
    if (resumed) {
      replication.port().resumeWrites();
    }
  }

  /** Begins; returns an error, its code word first, or empty. */
  public Optional<String> start(Request asked, long nowMs) {
    if (state != State.NONE) {
      return Optional.of("ERR FAILOVER already in progress.");
    }
    if (!replication.isMaster()) {
      return Optional.of("ERR FAILOVER is not valid when server is a replica.");
    }
    if (replication.replicas().attached().isEmpty()) {
      return Optional.of("ERR FAILOVER requires connected replicas.");
    }
    if (asked.target().isPresent()) {
      ReplicaProgress target = find(asked.target().get());
      if (target == null) {
        return Optional.of("ERR FAILOVER target HOST and PORT is not a replica.");
      }
      if (target.state() != ReplicaProgress.State.ONLINE) {
        return Optional.of("ERR FAILOVER target replica is not online.");
      }
    }
    request = asked;
    state = State.WAITING;
    deadlineMs = asked.timeoutMs() == 0 ? NEVER : nowMs + asked.timeoutMs();
    pauseWrites(true);
    replication.port().requestTick(0);
    return Optional.empty();
  }

  /** Gives up; returns an error, its code word first, or empty. */
  public Optional<String> abort() {
    if (state == State.NONE) {
      return Optional.of("ERR No failover in progress.");
    }
    end();
    return Optional.empty();
  }

  private void end() {
    boolean following = state == State.TAKING_OVER;
    state = State.NONE;
    if (following) {
      replication.becomeMaster(replication.epoch());
    }
    pauseWrites(false);
  }

  void tick(long nowMs) {
    if (state != State.WAITING) {
      return;
    }
    ReplicaProgress ready = ready();
    boolean timeIsUp = nowMs >= deadlineMs;
    if (ready == null && timeIsUp && request.force()) {
      ready = find(request.target().orElseThrow());
    }
    if (ready != null) {
      state = State.TAKING_OVER;
      Endpoint target = new Endpoint(ready.host(), ready.listeningPort());
      replication.follow(target, replication.epoch(), nowMs);
    } else if (timeIsUp) {
      end();
    } else if (nowMs >= nextAskMs) {
      nextAskMs = nowMs + ASK_EVERY_MS;
      replication.askForOffsets();
      replication.port().requestTick(ASK_EVERY_MS);
    }
  }

  /** A replica of our choice that has everything but the questions for its offset. */
  private ReplicaProgress ready() {
    for (ReplicaProgress replica : replication.replicas().attached()) {
      boolean wanted = request.target().isEmpty() || isAt(replica, request.target().get());
      if (wanted
          && replica.state() == ReplicaProgress.State.ONLINE
          && replica.listeningPort() > 0
          && replica.appliedOffset() >= replication.offset()) {
        return replica;
      }
    }
    return null;
  }

  private ReplicaProgress find(Endpoint endpoint) {
    for (ReplicaProgress replica : replication.replicas().attached()) {
      if (isAt(replica, endpoint)) {
        return replica;
      }
    }
    return null;
  }

  private static boolean isAt(ReplicaProgress replica, Endpoint endpoint) {
    return replica.host().equals(endpoint.host()) && replica.listeningPort() == endpoint.port();
  }

  void linkUp() {
    if (state == State.TAKING_OVER) {
      state = State.NONE;
      pauseWrites(false);
    }
  }

  void linkLost() {
    if (state == State.TAKING_OVER) {
      end();
    }
  }

  /** Whether the link that is being made asks the other side to take over. */
  boolean isTakingOver() {
    return state == State.TAKING_OVER;
  }

  /** What INFO says. */
  public String infoName() {
    return state.infoName;
  }
}
