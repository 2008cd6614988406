package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import org.junit.jupiter.api.Test;

class CrossProtocolTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);

  @Test
  void httpEndsTheConnectionBeforeItsBodyRuns() {
    for (String first : new String[] {"POST / HTTP/1.1", "host: example.org"}) {
      ShardRig.Connection client = rig.connect();
      assertThat(client.sendRaw(first + "\r\nSET injected 1\r\n")).isEmpty();
      assertThat(client.client.session().closeAfterReply()).isTrue();
      rig.clients.disconnected(client.client);
    }
    assertThat(rig.connect().send("EXISTS injected")).isEqualTo(":0");
  }

  @Test
  void otherUnknownWordsAreOnlyRefused() {
    assertThat(rig.connect().send("posts a")).startsWith("-ERR unknown command 'posts'");
  }
}
