package io.vedette.deploy.drill;

import io.vedette.deploy.drill.Ledger.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a drill found. Times count from the fault; {@code NaN} where something was not seen.
 *
 * @param faultNanos just before the fault, {@link System#nanoTime}
 * @param struckNanos when it was in force: what was sent later, the master did not take
 * @param detectionMs first sentinel that held the master for down
 * @param objectiveMs first sentinel that knew of a quorum of the same opinion
 * @param electionMs a sentinel was elected to act
 * @param promotionMs the new master was announced
 * @param rejoinMs from bringing the process back until every replica was in sync; NaN if never
 * @param newMaster the shard's master at the end
 */
public record DrillReport(
    DrillOptions options,
    String oldMaster,
    String newMaster,
    long faultNanos,
    long struckNanos,
    double detectionMs,
    double objectiveMs,
    double electionMs,
    double promotionMs,
    double rejoinMs,
    Ledger viaProxy,
    Ledger viaSentinels) {

  static double since(long faultNanos, OptionalLong atNanos) {
    return atNanos.isPresent() ? (atNanos.getAsLong() - faultNanos) / 1e6 : Double.NaN;
  }

  /** From the fault to the first acknowledged write of the shard on its new master. */
  double firstWriteMs(Ledger ledger) {
    OptionalLong promoted =
        Double.isNaN(promotionMs)
            ? OptionalLong.empty()
            : OptionalLong.of(faultNanos + Math.round(promotionMs * 1e6));
    return since(faultNanos, ledger.firstAfterFault(options.shard(), struckNanos, promoted));
  }

  /** The longest span without an acknowledged write of the shard. */
  double longestStallMs(Ledger ledger) {
    return ledger.longestGap(options.shard(), faultNanos).map(Gap::ms).orElse(Double.NaN);
  }

  /** Why the drill failed; empty when it is green. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (newMaster.equals(oldMaster)) {
      failures.add("no failover: " + oldMaster + " is still the master");
    }
    for (Ledger ledger : List.of(viaProxy, viaSentinels)) {
      if (Double.isNaN(firstWriteMs(ledger))) {
        failures.add("no write was acknowledged " + ledger.route() + " after the fault");
      }
      if (ledger.lostReplicated() > 0) {
        failures.add(
            "%d writes that WAIT 1 had confirmed were lost (%s)"
                .formatted(ledger.lostReplicated(), ledger.route()));
      }
      if (ledger.duplicated() > 0) {
        failures.add(
            "%d writes happened more than once (%s)"
                .formatted(ledger.duplicated(), ledger.route()));
      }
    }
    if (viaProxy.errors().anyMatch(Ledger.ClientError::ofRead)) {
      failures.add("reads through the proxy failed");
    }
    if (viaProxy.mostErrorsOfOneClient() > 1) {
      failures.add(
          "a client of the proxy saw %d errors; at most the one write in flight may fail"
              .formatted(viaProxy.mostErrorsOfOneClient()));
    }
    if (Double.isNaN(rejoinMs)) {
      failures.add("the old master did not come back as a replica in sync");
    }
    return failures;
  }

  public boolean green() {
    return failures().isEmpty();
  }

  /** The report's figures by name, for JSON. */
  public Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("drill", options.fault().command());
    json.put("shard", options.shard());
    json.put("verdict", green() ? "green" : "red");
    json.put("failures", failures());
    json.put("oldMaster", oldMaster);
    json.put("newMaster", newMaster);
    json.put("detectionMs", detectionMs);
    json.put("objectiveMs", objectiveMs);
    json.put("electionMs", electionMs);
    json.put("promotionMs", promotionMs);
    json.put("firstWriteTargetMs", options.fault().firstWriteTargetMs());
    json.put("rejoinMs", rejoinMs);
    json.put("proxy", figuresOf(viaProxy));
    json.put("sentinel", figuresOf(viaSentinels));
    return json;
  }

  private Map<String, Object> figuresOf(Ledger ledger) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("clients", ledger.pages().size());
    json.put("firstWriteMs", firstWriteMs(ledger));
    json.put("longestStallMs", longestStallMs(ledger));
    json.put("attempted", ledger.writes().count());
    json.put("acknowledged", ledger.acknowledged());
    json.put("waitAcknowledged", ledger.replicated());
    json.put("unknown", ledger.unknown());
    json.put("lost", ledger.lost());
    json.put("waitLost", ledger.lostReplicated());
    json.put("duplicated", ledger.duplicated());
    json.put("reads", ledger.reads());
    json.put("errors", ledger.errorsByKind());
    return json;
  }
}
