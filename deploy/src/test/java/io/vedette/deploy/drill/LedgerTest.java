package io.vedette.deploy.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.drill.Ledger.ClientError;
import io.vedette.deploy.drill.Ledger.Page;
import io.vedette.protocol.slot.Slots;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long MS = 1_000_000;
  private final Ledger proxy = Ledger.ofClients("via the proxy", 1);
  private final Ledger sentinels = Ledger.ofClients("via sentinels", 1);

  @Test
  void countsLostAndRepeatedWrites() {
    Write kept = acknowledged(proxy, 0, 10);
    kept.readBack(kept.token);
    Write lost = acknowledged(proxy, 0, 20);
    lost.replicated = true;
    lost.readBack("");
    Write twice = acknowledged(proxy, 0, 30);
    twice.readBack(twice.token + twice.token);
    Write unknown = new Write(0, "k", "t;", 40 * MS);
    proxy.pages().getFirst().writes.add(unknown);
    unknown.readBack("t;");
    assertThat(proxy.acknowledged()).isEqualTo(3);
    assertThat(proxy.lost()).isEqualTo(1);
    assertThat(proxy.lostReplicated()).isEqualTo(1);
    assertThat(proxy.duplicated()).isEqualTo(1);
    assertThat(proxy.unknown()).isEqualTo(1);
  }

  @Test
  void theLongestGapIsOfTheShardAndAfterTheFault() {
    for (int ms : new int[] {0, 300, 310, 330, 700, 710}) {
      acknowledged(proxy, 0, ms);
      acknowledged(proxy, 1, ms / 2 + 5);
    }
    assertThat(proxy.longestGap(0, 320 * MS).orElseThrow().ms()).isEqualTo(370);
    assertThat(proxy.longestGap(0, 100 * MS).orElseThrow().toNanos()).isEqualTo(700 * MS);
    assertThat(proxy.longestGap(2, 0)).isEmpty();
    assertThat(proxy.acknowledgedPerSpan(0, 300 * MS, 10 * MS, 3)).containsExactly(1, 1, 0);
  }

  @Test
  void aFailoverWithoutLossIsGreen() {
    healthyFailover();
    DrillReport report = report("a:1", "b:1", 900);
    assertThat(report.failures()).isEmpty();
    assertThat(report.green()).isTrue();
    assertThat(report.firstWriteMs(proxy)).isEqualTo(250);
    assertThat(report.longestStallMs(proxy)).isEqualTo(260);
    assertThat(DrillText.of(report)).contains("verdict         green").contains("250 ms");
  }

  @Test
  void eachBrokenPromiseIsRed() {
    healthyFailover();
    assertThat(report("a:1", "a:1", 900).failures()).anyMatch(it -> it.contains("no failover"));
    assertThat(report("a:1", "b:1", Double.NaN).failures())
        .anyMatch(it -> it.contains("did not come back"));
    Page page = proxy.pages().getFirst();
    page.errors.add(new ClientError(500 * MS, false, "ERR unknown fate"));
    assertThat(report("a:1", "b:1", 900).green()).isTrue();
    page.errors.add(new ClientError(501 * MS, false, "ERR again"));
    assertThat(report("a:1", "b:1", 900).failures()).anyMatch(it -> it.contains("2 errors"));
    page.errors.clear();
    page.errors.add(new ClientError(500 * MS, true, "ERR"));
    assertThat(report("a:1", "b:1", 900).failures()).anyMatch(it -> it.contains("reads"));
    page.errors.clear();
    Write confirmed = page.writes.getFirst();
    confirmed.replicated = true;
    confirmed.readBack("");
    assertThat(report("a:1", "b:1", 900).failures()).anyMatch(it -> it.contains("WAIT 1"));
  }

  @Test
  void lossOfWritesNobodyConfirmedIsReportedOnly() {
    healthyFailover();
    proxy.pages().getFirst().writes.getFirst().readBack("");
    DrillReport report = report("a:1", "b:1", 900);
    assertThat(report.green()).isTrue();
    assertThat(proxy.lost()).isEqualTo(1);
  }

  @Test
  void anAnswerUnderWayAtTheFaultIsNotTheFirstWrite() {
    healthyFailover();
    acknowledged(proxy, 0, 499, 503);
    acknowledged(proxy, 0, 430, 519);
    OptionalLong announced = OptionalLong.of(690 * MS);
    assertThat(proxy.firstAfterFault(0, 500 * MS, announced)).hasValue(750 * MS);
    acknowledged(proxy, 0, 499, 700);
    assertThat(proxy.firstAfterFault(0, 500 * MS, announced)).hasValue(700 * MS);
    assertThat(proxy.firstAfterFault(0, 500 * MS, OptionalLong.empty())).hasValue(750 * MS);
    acknowledged(proxy, 0, 501, 680);
    assertThat(proxy.firstAfterFault(0, 500 * MS, announced)).hasValue(680 * MS);
    assertThat(proxy.firstAfterFault(1, 500 * MS, announced)).isEmpty();
  }

  @Test
  void keysLiveOnTheShardTheyAreMadeFor() {
    List<String> ranges = List.of("0-5460", "5461-10922", "10923-16383");
    ShardKeys keys = ShardKeys.of(ranges);
    for (int shard = 0; shard < 3; shard++) {
      int slot = Slots.slotOf(keys.key(shard, "rest").getBytes(StandardCharsets.UTF_8));
      assertThat(slot / 5461).isEqualTo(shard);
    }
  }

  private void healthyFailover() {
    for (Ledger ledger : List.of(proxy, sentinels)) {
      for (int ms : new int[] {470, 490, 750, 760}) {
        Write write = acknowledged(ledger, 0, ms);
        write.readBack(write.token);
      }
    }
  }

  private DrillReport report(String oldMaster, String newMaster, double rejoinMs) {
    long fault = 500 * MS;
    double detected = DrillReport.since(fault, OptionalLong.of(600 * MS));
    return new DrillReport(
        new DrillOptions(Fault.KILL_MASTER, 0, 100, 9),
        oldMaster,
        newMaster,
        fault,
        fault,
        detected,
        detected,
        detected,
        DrillReport.since(fault, OptionalLong.empty()),
        rejoinMs,
        proxy,
        sentinels);
  }

  private static Write acknowledged(Ledger ledger, int shard, long endMs) {
    return acknowledged(ledger, shard, endMs - 5, endMs);
  }

  private static Write acknowledged(Ledger ledger, int shard, long startMs, long endMs) {
    List<Write> writes = ledger.pages().getFirst().writes;
    Write write = new Write(shard, "k" + writes.size(), "w." + writes.size() + ";", startMs * MS);
    write.endNanos = endMs * MS;
    write.fate = Write.Fate.ACKNOWLEDGED;
    writes.add(write);
    return write;
  }
}
