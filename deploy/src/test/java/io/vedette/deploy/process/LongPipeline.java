package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;

/**
 * A client as most libraries' pipelines are: it writes all commands before it reads the first
 * reply. Both directions are more than the kernel's buffers take.
 */
final class LongPipeline {
  private static final int COMMANDS = 500_000;
  private static final String VALUE = "value ".repeat(16);

  private LongPipeline() {}

  static void run(RespClient client) throws IOException {
    assertThat(client.call("SET", "long:pipeline", VALUE).is("OK")).isTrue();
    for (int i = 0; i < COMMANDS; i++) {
      client.send("GET", "long:pipeline");
    }
    client.flush();
    Reply value = new Reply.Text(VALUE);
    for (int i = 0; i < COMMANDS; i++) {
      assertThat(client.read()).isEqualTo(value);
    }
  }
}
