package io.vedette.sentinel;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import io.vedette.protocol.control.ControlPlane;
import io.vedette.protocol.topology.Endpoint;
import java.time.Duration;

/**
 * Takes processes that are dead for certain out of the cluster membership.
 *
 * <p>Downing goes by address, and a restarted process comes back under the same one. So a member is
 * downed only while the cluster itself finds that very incarnation unreachable, for which it may
 * need some seconds; an incarnation that has been replaced meanwhile is left alone.
 */
final class MembershipLink {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int MAX_ATTEMPTS = 30;

  private final ActorSystem<?> system;
  private final Cluster cluster;

  MembershipLink(ActorSystem<?> system) {
    this.system = system;
    this.cluster = Cluster.get(system);
  }

  void down(Endpoint control) {
    Address address = AddressFromURIString.parse(ControlPlane.systemAddress(control.toString()));
    for (Member member : cluster.state().getMembers()) {
      if (member.address().equals(address)) {
        attempt(member.uniqueAddress(), MAX_ATTEMPTS);
      }
    }
  }

  private void attempt(UniqueAddress dead, int attemptsLeft) {
    boolean unreachable =
        cluster.state().getUnreachable().stream().anyMatch(m -> m.uniqueAddress().equals(dead));
    boolean known = false;
    for (Member member : cluster.state().getMembers()) {
      known |= member.uniqueAddress().equals(dead);
    }
    if (unreachable) {
      cluster.manager().tell(new Down(dead.address()));
    } else if (known && attemptsLeft > 0) {
      system
          .scheduler()
          .scheduleOnce(RETRY, () -> attempt(dead, attemptsLeft - 1), system.executionContext());
    }
  }
}
