package io.vedette.deploy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.process.RealRedis;
import io.vedette.deploy.process.Seed;
import io.vedette.deploy.process.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random commands of every type, compared with {@code redis-server}.
 *
 * <p>By hand: {@code -Ddifferential.commands=1000000} for each mix, {@code -Ddifferential.mix=NAME}
 * for one mix, {@code -Dvedette.seed=N} to repeat a run, {@code -Ddifferential.server=HOST:PORT}
 * for a Vedette that runs already.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class DifferentialIT {
  private static final List<CommandMix> MIXES =
      List.of(
          new StringsMix(),
          new KeysMix(),
          new BitmapMix(),
          new HyperLogLogMix(),
          new HashMix(),
          new SetMix(),
          new ListMix(),
          new ZSetMix(),
          new GeoMix(),
          new SortMix(),
          new StreamMix(),
          new StreamGroupMix());

  private static final int COMMANDS_IN_ALL = 300_000;

  /** For each mix. */
  private static final int COMMANDS =
      Integer.getInteger("differential.commands", Math.ceilDiv(COMMANDS_IN_ALL, MIXES.size()));

  private static final String SERVER = System.getProperty("differential.server");

  @AutoClose private static RealRedis redis;
  @AutoClose private static TestServer started;
  private static Address vedette;

  static List<CommandMix> mixes() {
    String only = System.getProperty("differential.mix");
    return MIXES.stream().filter(mix -> only == null || only.equals(mix.name())).toList();
  }

  @BeforeAll
  static void start() {
    redis = RealRedis.start("differential-redis", "--enable-debug-command", "yes");
    if (SERVER == null) {
      started = TestServer.start("differential-vedette", "--enable-debug-command", "yes");
      vedette = started.address();
    } else {
      vedette = Address.parse(SERVER);
    }
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void answersAsRedisDoes(CommandMix mix) throws IOException {
    long seed = Seed.choose();
    try (Differential differential = new Differential(redis.address(), vedette, mix, seed)) {
      List<String> differences = differential.run(COMMANDS);
      assertThat(differences).as("seed %d: %s", seed, String.join("\n", differences)).isEmpty();
    }
  }
}
