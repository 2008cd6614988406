package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Session;
import io.vedette.node.log.ReaderLimit;
import io.vedette.protocol.command.CommandTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientsTest {
  private static final String HERE = "127.0.0.1:5000";
  private static final String ELSEWHERE = "10.1.2.3:5000";

  private final ClientPolicy policy = new ClientPolicy();
  private final Authenticator authenticator = new Authenticator();
  private final CopyStats stats = new CopyStats(CommandTable.standard());
  private final Clients clients = new Clients(policy, authenticator, stats);
  private long nextId;

  @Test
  void turnsAwayWhoIsOneTooMany() {
    policy.maxClients = 1;
    assertThat(connect(HERE).sent).isEmpty();
    Peer second = connect(HERE);
    assertThat(second.sent).isEqualTo("-ERR max number of clients reached\r\n");
    assertThat(second.closed).isTrue();
    assertThat(second.client.session().closeAfterReply()).isTrue();
    assertThat(clients.count()).isEqualTo(1);
    assertThat(stats.rejectedConnections()).isEqualTo(1);
  }

  @Test
  void protectedModeTurnsOtherMachinesAwayUntilThereIsAPassword() {
    assertThat(connect(ELSEWHERE).sent).startsWith("-DENIED Redis is running in protected mode");
    assertThat(connect("[fd00::2]:5000").closed).isTrue();
    assertThat(connect(HERE).closed).isFalse();
    assertThat(connect("[::1]:5000").closed).isFalse();
    authenticator.password("secret");
    assertThat(connect(ELSEWHERE).closed).isFalse();
    authenticator.password("");
    policy.protectedMode = false;
    assertThat(connect(ELSEWHERE).closed).isFalse();
  }

  @Test
  void closesIdleClientsOnceATimeoutIsSet() {
    Peer idle = connect(HERE);
    Peer replica = connect(HERE);
    replica.client.session().kind(ClientKind.REPLICA);
    Peer monitor = connect(HERE);
    monitor.client.session().monitors(true);
    Peer blocked = connect(HERE);
    clients.block(blocked.client.session());
    clients.closeIdleAndSlow(1_000_000);
    assertThat(idle.aborted).isFalse();
    policy.timeoutMs = 1000;
    clients.closeIdleAndSlow(1000);
    assertThat(idle.aborted).isFalse();
    clients.closeIdleAndSlow(1001);
    assertThat(idle.aborted).isTrue();
    assertThat(replica.aborted).isFalse();
    assertThat(blocked.aborted).isFalse();
    assertThat(monitor.aborted).isFalse();
  }

  @Test
  void whoIsKilledIsGoneBeforeTheConnectionIs() {
    List<Session> left = new ArrayList<>();
    clients.onLeave(left::add);
    Peer killed = connect(HERE);
    Peer other = connect(HERE);
    clients.kill(killed.client.session());
    assertThat(killed.aborted).isTrue();
    assertThat(killed.client.isGone()).isTrue();
    assertThat(left).containsExactly(killed.client.session());
    assertThat(clients.sessions()).containsExactly(other.client.session());
    clients.disconnected(killed.client);
    assertThat(clients.count()).isEqualTo(1);
    assertThat(other.aborted).isFalse();
  }

  @Test
  void closesWhoLeavesTooManyRepliesUntaken() {
    ReaderLimit limit = new ReaderLimit(1000, 100, 5000);
    policy.outputLimits = new OutputLimits(limit, ReaderLimit.REPLICA, limit);
    Peer hard = connect(HERE);
    hard.untaken = 1001;
    clients.closeIfTooSlow(hard.client, 0);
    assertThat(hard.aborted).isTrue();
    Peer soft = connect(HERE);
    soft.untaken = 500;
    clients.closeIdleAndSlow(0);
    clients.closeIdleAndSlow(5000);
    assertThat(soft.aborted).isFalse();
    clients.closeIdleAndSlow(5001);
    assertThat(soft.aborted).isTrue();
  }

  private Peer connect(String address) {
    Peer peer = new Peer(++nextId, address);
    clients.connected(peer.client);
    return peer;
  }
}
