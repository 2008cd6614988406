package io.vedette.deploy.process;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power fails at random moments under load, so that what was not synced is gone from the disk
 * as well: what is left is an exact prefix of the stream of commands, and holds what the policy
 * promises. Runs by hand only, with {@code -Dvedette.powercut.runs=20}, since it takes the right to
 * mount file systems; {@code -Dvedette.seed=N} chooses the moments.
 */
class PowerCutIT {
  private static final int RUNS = Integer.getInteger("vedette.powercut.runs", 0);

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec"})
  void whatWasSyncedOutlivesThePower(String policy) throws Exception {
    Assumptions.assumeTrue(RUNS > 0, "cuts the power only with -Dvedette.powercut.runs=N");
    long seed = Seed.choose();
    System.out.println("PowerCutIT: -Dvedette.seed=" + seed);
    try (LoopDisk disk = LoopDisk.mount(TestFolder.of("powercut-" + policy))) {
      new Survival(disk.root(), policy, seed)
          .prove(
              RUNS,
              server -> {
                disk.cutPower();
                server.kill();
                disk.restorePower();
              });
    }
  }
}
