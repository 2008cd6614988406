package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.drill.Drill;
import io.vedette.deploy.drill.DrillOptions;
import io.vedette.deploy.drill.DrillReport;
import io.vedette.deploy.drill.DrillText;
import io.vedette.deploy.drill.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main job: a master dies or falls silent under load, and no confirmed write is lost. */
@Timeout(240)
class FailoverDrillIT {
  private static final int WRITES_PER_SECOND = 500;
  private static final int SECONDS = 9;

  private TestDeployment cluster;

  @BeforeEach
  void start() {
    cluster = TestDeployment.start("failover-drill", 3);
  }

  @AfterEach
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aKilledMasterIsReplacedWithoutLoss() {
    assertGreen(Fault.KILL_MASTER);
  }

  @Test
  void aSilentMasterIsReplacedWithoutLoss() {
    assertGreen(Fault.PAUSE_MASTER);
  }

  private void assertGreen(Fault fault) {
    DrillReport report =
        new Drill(
                cluster.cluster(),
                new DrillOptions(fault, 0, WRITES_PER_SECOND, SECONDS),
                System.out::println)
            .run();
    System.out.println(DrillText.of(report));
    assertThat(report.failures()).isEmpty();
  }
}
