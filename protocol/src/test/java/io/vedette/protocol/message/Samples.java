package io.vedette.protocol.message;

import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One random message of each type. */
final class Samples {
  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  List<ControlMessage> all() {
    Endpoint from = endpoint();
    return List.of(
        new Announce(
            from,
            "vedette",
            random.nextBoolean() ? Role.NODE : Role.PROXY,
            text(),
            random.nextLong(),
            "::1",
            port(),
            random.nextInt(1 << 22),
            version()),
        new HealthCheck(from, text(), number(), number(), -1, 1_000),
        new HealthReport(
            from,
            text(),
            text(),
            random.nextLong(),
            "f".repeat(40),
            number(),
            number(),
            CopyRole.values()[random.nextInt(3)],
            number(),
            version(),
            progress(),
            random.nextBoolean(),
            number(),
            random.nextBoolean() ? Optional.of(endpoint()) : Optional.empty(),
            100,
            random.nextBoolean(),
            List.of(new ReplicaReport(endpoint(), number(), true))),
        new Seal(from, text(), number(), random.nextBoolean()),
        new Sealed(
            from,
            text(),
            text(),
            random.nextLong(),
            number(),
            number(),
            CopyRole.REPLICA,
            progress(),
            0),
        new Opinions(
            from,
            "vedette",
            text(),
            "a".repeat(40),
            random.nextLong(),
            number(),
            endpoint(),
            number(),
            version(),
            random.nextBoolean() ? Optional.of(endpoint()) : Optional.empty(),
            number(),
            List.of(new Opinion(text(), text(), number(), random.nextBoolean()))),
        new RequestVote(from, number(), version(), List.of(text(), text())),
        new Vote(from, number(), random.nextBoolean(), number()),
        new Propose(from, topology(), List.of(text())),
        new Accepted(from, version(), random.nextBoolean(), number()),
        new TopologyUpdate(from, topology()));
  }

  Topology topology() {
    int count = 1 + random.nextInt(4);
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Copy> copies =
          List.of(
              new Copy("node-1", endpoint(), endpoint()),
              new Copy("node-2", endpoint(), endpoint()));
      shards.add(
          new Shard(
              "shard-" + i,
              SlotRange.even(i, count),
              number(),
              "node-2",
              random.nextLong(),
              copies));
    }
    return new Topology(version(), shards);
  }

  private Progress progress() {
    return new Progress("0".repeat(40), number(), number(), number(), random.nextBoolean());
  }

  private Endpoint endpoint() {
    return new Endpoint("host-" + random.nextInt(9), port());
  }

  private int port() {
    return 1 + random.nextInt(65_535);
  }

  private Version version() {
    return new Version(number(), number());
  }

  private long number() {
    return random.nextLong() >>> (1 + random.nextInt(62));
  }

  private String text() {
    return "näme-" + random.nextInt(1_000);
  }
}
