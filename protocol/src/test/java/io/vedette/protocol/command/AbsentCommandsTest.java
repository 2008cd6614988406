package io.vedette.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsentCommandsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EVAL return 0 ; ERR EVAL is not supported: this server runs no scripts",
        "eval_ro ; ERR EVAL_RO is not supported: this server runs no scripts",
        "Function LIST ; ERR FUNCTION is not supported: this server runs no functions",
        "ACL WHOAMI ; ERR ACL is not supported: this server has one user, whose password is"
            + " requirepass",
        "client Tracking ON ; ERR CLIENT TRACKING is not supported: this server does not track"
            + " what clients keep",
        "MODULE LOAD x ; ERR MODULE is not supported: this server loads no modules",
        "CLUSTER NODES ; ERR This instance has cluster support disabled",
      })
  void theReasonIsTold(String line, String error) {
    assertThat(refusal(line)).isEqualTo(error);
  }

  @Test
  void whatRedisDoesNotHaveEitherIsLeftToOthers() {
    assertThat(refusal("evil 1")).isNull();
    assertThat(refusal("client trackings")).isNull();
    assertThat(refusal("client")).isNull();
    assertThat(refusal("get client|tracking")).isNull();
    assertThat(refusal("x".repeat(100_000) + " y")).isNull();
  }

  private static String refusal(String line) {
    CommandBatch batch = new CommandBatch();
    batch.addCommand(
        Arrays.stream(line.split(" "))
            .map(word -> word.getBytes(StandardCharsets.US_ASCII))
            .toList());
    return AbsentCommands.refusal(batch, 0);
  }
}
