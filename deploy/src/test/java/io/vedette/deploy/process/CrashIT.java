package io.vedette.deploy.process;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} at random moments under load: what is there after the restart is an exact prefix
 * of the stream of commands, and holds what the policy promises. {@code -Dvedette.crash.runs=50}
 * repeats it, {@code -Dvedette.seed=N} chooses the moments.
 */
class CrashIT {
  private static final int RUNS = Integer.getInteger("vedette.crash.runs", 3);

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec"})
  void whatSurvivesIsAPrefixWithAllThatWasPromised(String policy) throws Exception {
    long seed = Seed.choose();
    System.out.println("CrashIT: -Dvedette.seed=" + seed);
    new Survival(TestFolder.of("crash-" + policy), policy, seed).prove(RUNS, TestServer::kill);
  }
}
