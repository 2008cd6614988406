package io.vedette.sentinel.api;

import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.sentinel.FailoverAnswer;
import io.vedette.sentinel.view.ProcessView;
import io.vedette.sentinel.view.SentinelViews;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** A sentinel of one shard with a replica, and a proxy, that answers from a thread of its own. */
final class FakeSentinel implements SentinelControl, SentinelViews, AutoCloseable {
  static final Endpoint PROXY = new Endpoint("127.0.0.1", 6379);

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  volatile Endpoint master = new Endpoint("127.0.0.1", 7001);
  volatile Endpoint replica = new Endpoint("127.0.0.1", 7002);
  volatile FailoverAnswer failoverAnswer = FailoverAnswer.STARTED;
  volatile String failedOver = "";
  volatile List<String> reconnected = List.of();
  volatile boolean shutDown;

  @Override
  public <T> void query(Function<SentinelViews, T> look, Consumer<T> answer) {
    thread.execute(() -> answer.accept(look.apply(this)));
  }

  @Override
  public void failover(String shard, Consumer<FailoverAnswer> answer) {
    failedOver = shard;
    thread.execute(() -> answer.accept(failoverAnswer));
  }

  @Override
  public void reconnect(List<String> shards) {
    reconnected = shards;
  }

  @Override
  public void shutdown() {
    shutDown = true;
  }

  @Override
  public Topology topology() {
    Copy one = new Copy("node-1", master, new Endpoint("127.0.0.1", 9001));
    Copy two = new Copy("node-2", replica, new Endpoint("127.0.0.1", 9002));
    return new Topology(
        new Version(3, 1),
        List.of(new Shard("shard-0", SlotRange.even(0, 1), 3, "node-1", 1L, List.of(one, two))));
  }

  @Override
  public Optional<Endpoint> masterAddress(String name) {
    return switch (name) {
      case "shard-0" -> Optional.of(master);
      case "vedette" -> Optional.of(PROXY);
      default -> Optional.empty();
    };
  }

  @Override
  public List<SequencedMap<String, String>> masters() {
    return List.of(state("shard-0", master, "master"), state("vedette", PROXY, "master"));
  }

  private static SequencedMap<String, String> state(String name, Endpoint at, String flags) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("ip", at.host());
    fields.put("port", Integer.toString(at.port()));
    fields.put("runid", "a".repeat(40));
    fields.put("flags", flags);
    fields.put("num-other-sentinels", "2");
    return fields;
  }

  @Override
  public Optional<SequencedMap<String, String>> master(String name) {
    return masters().stream().filter(fields -> fields.get("name").equals(name)).findFirst();
  }

  @Override
  public Optional<List<SequencedMap<String, String>>> replicas(String name) {
    return master(name)
        .map(
            found ->
                name.equals("vedette")
                    ? List.of()
                    : List.of(state(replica.toString(), replica, "slave")));
  }

  @Override
  public Optional<List<SequencedMap<String, String>>> sentinels(String name) {
    return master(name).map(found -> new ArrayList<>());
  }

  @Override
  public Optional<String> checkQuorum(String name) {
    return master(name)
        .map(found -> "OK 3 usable Sentinels. Quorum and failover authorization can be reached");
  }

  @Override
  public List<String> infoLines() {
    return List.of("name=shard-0,status=ok,address=" + master + ",slaves=1,sentinels=3");
  }

  @Override
  public long tiltMs() {
    return -1;
  }

  @Override
  public List<ProcessView> processes() {
    Endpoint control = new Endpoint("127.0.0.1", 9001);
    return List.of(new ProcessView(Role.NODE, "node-1", 42, control, master, true));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
