package io.vedette.deploy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.process.RealRedis;
import io.vedette.deploy.process.Seed;
import io.vedette.deploy.process.TestDeployment;
import io.vedette.protocol.slot.Slots;
import io.vedette.protocol.topology.SlotRange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random commands as in {@link DifferentialIT}, through the proxy of three shards. A hash
 * tag keeps all keys in the first of them, where SCAN begins. {@code -Ddifferential.proxied=N}
 * commands of each mix; the other properties as there.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class ProxyDifferentialIT {
  private static final int COMMANDS = Integer.getInteger("differential.proxied", 5_000);
  private static final int SHARDS = 3;

  @AutoClose private static RealRedis redis;
  @AutoClose private static TestDeployment cluster;
  private static String prefix;

  static List<CommandMix> mixes() {
    return DifferentialIT.mixes();
  }

  @BeforeAll
  static void start() {
    redis = RealRedis.start("proxy-differential-redis", "--enable-debug-command", "yes");
    cluster =
        TestDeployment.start(
            "proxy-differential",
            SHARDS,
            "enable-debug-command=yes",
            "down-after-milliseconds=20000");
    prefix =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "{p" + i + "}")
            .filter(tag -> SlotRange.even(0, SHARDS).contains(Slots.slotOf(Draw.bytes(tag))))
            .findFirst()
            .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void answersAsRedisDoes(CommandMix mix) throws IOException {
    long seed = Seed.choose();
    try (Differential differential =
        new Differential(
            redis.address(),
            cluster.proxy(),
            cluster.masterOf(0),
            new TaggedMix(mix, prefix),
            seed,
            new Draw(seed, prefix))) {
      List<String> differences = differential.run(COMMANDS);
      assertThat(differences).as("seed %d: %s", seed, String.join("\n", differences)).isEmpty();
    }
  }
}
