package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.replication.MasterHandshake.Effect;
import io.vedette.protocol.psync.MasterEpoch;
import io.vedette.protocol.psync.PayloadHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterHandshakeTest {
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";

  private static MasterHandshake handshake(String password, long epoch, boolean takeOver) {
    return new MasterHandshake(
        new HandshakeSettings("", password, 6380, "", "run-1", epoch), ID, 11, takeOver);
  }

  private static String sent(List<Effect> effects) {
    assertThat(effects).singleElement().isInstanceOf(Effect.Send.class);
    return new String(((Effect.Send) effects.getFirst()).bytes(), StandardCharsets.US_ASCII)
        .replace("\r\n", " ");
  }

  private static MasterHandshake atPsync(long epoch) {
    MasterHandshake handshake = handshake("", epoch, false);
    handshake.onLine("+PONG");
    handshake.onLine("+OK");
    handshake.onLine("+OK");
    handshake.onLine("+UPSTREAM other");
    if (epoch > 0) {
      handshake.onLine("+EPOCH " + epoch + " 20 30");
    }
    return handshake;
  }

  @Test
  void saysEverythingAfterTheFirstAnswerAndThenAsks() {
    MasterHandshake handshake = handshake("secret", 7, false);
    assertThat(sent(List.of(handshake.start()))).isEqualTo("*1 $4 PING ");
    assertThat(sent(handshake.onLine("-NOAUTH Authentication required.")))
        .contains("AUTH $6 secret ")
        .contains("listening-port $4 6380 ")
        .contains("capa $3 eof $4 capa $6 psync2 ")
        .contains("vedette-copy $5 run-1 ")
        .contains("vedette-epoch $1 7 ");
    assertThat(handshake.onLine("+OK")).isEmpty();
    assertThat(handshake.onLine("+OK")).isEmpty();
    assertThat(handshake.onLine("+OK")).isEmpty();
    assertThat(handshake.onLine("+UPSTREAM a b")).isEmpty();
    assertThat(handshake.upstream()).containsExactly("a", "b");
    assertThat(sent(handshake.onLine("+EPOCH 8 20 30"))).contains("PSYNC $40 " + ID + " $2 11 ");
    assertThat(handshake.masterEpoch().epoch()).isEqualTo(8);
    assertThat(handshake.masterEpoch()).isEqualTo(new MasterEpoch(8, 20, 30));
  }

  /** The configuration keeps one char a byte: here the UTF-8 of an umlaut. */
  @Test
  void sendsThePasswordsBytes() {
    MasterHandshake handshake = handshake("p\u00c3\u00a4ss", 0, false);
    Effect.Send sent = (Effect.Send) handshake.onLine("+PONG").getFirst();
    assertThat(new String(sent.bytes(), StandardCharsets.UTF_8))
        .contains("AUTH\r\n$5\r\np\u00e4ss\r\n");
  }

  @Test
  void toleratesMastersThatKnowOnlyRedis() {
    MasterHandshake handshake = handshake("", 0, false);
    handshake.onLine("+PONG");
    assertThat(handshake.onLine("-ERR Unrecognized REPLCONF option: listening-port")).isEmpty();
    assertThat(handshake.onLine("+OK")).isEmpty();
    assertThat(sent(handshake.onLine("-ERR Unrecognized REPLCONF option: vedette-copy")))
        .contains("PSYNC");
  }

  @Test
  void refusesOlderEpochsAndMastersWithoutAny() {
    for (String answer :
        List.of("+EPOCH 6 1 1", "-ERR Unrecognized", "+EPOCH x 1 1", "+EPOCH 7", "+EPOCH 7 1 x")) {
      MasterHandshake handshake = handshake("", 7, false);
      handshake.onLine("+PONG");
      handshake.onLine("+OK");
      handshake.onLine("+OK");
      handshake.onLine("+UPSTREAM other");
      assertThat(handshake.onLine(answer)).singleElement().isInstanceOf(Effect.Failed.class);
    }
  }

  @Test
  void refusesALoop() {
    MasterHandshake handshake = handshake("", 0, false);
    handshake.onLine("+PONG");
    handshake.onLine("+OK");
    handshake.onLine("+OK");
    assertThat(handshake.onLine("+UPSTREAM other run-1").toString()).contains("loop");
  }

  @Test
  void refusesAWrongPassword() {
    MasterHandshake handshake = handshake("secret", 0, false);
    handshake.onLine("+PONG");
    assertThat(handshake.onLine("-WRONGPASS invalid").toString()).contains("Unable to AUTH");
  }

  @Test
  void understandsEveryAnswerToPsync() {
    assertThat(atPsync(0).onLine("+CONTINUE " + ID)).containsExactly(new Effect.Continue(ID));
    assertThat(atPsync(3).onLine("-NOMASTERLINK Can't").toString()).contains("unable to PSYNC");
    assertThat(atPsync(0).onLine("-ERR unknown command").toString()).contains("not support");
    MasterHandshake full = atPsync(0);
    assertThat(full.onLine("")).isEmpty();
    assertThat(full.onLine("+FULLRESYNC " + ID + " 5"))
        .containsExactly(new Effect.ExpectSnapshot(ID, 5));
    assertThat(full.onLine("")).isEmpty();
    assertThat(full.onLine("$77"))
        .containsExactly(new Effect.Snapshot(new PayloadHeader.Length(77)));
  }

  @Test
  void asksAReplicaToTakeOver() {
    MasterHandshake handshake = handshake("", 0, true);
    handshake.onLine("+PONG");
    handshake.onLine("+OK");
    handshake.onLine("+OK");
    assertThat(sent(handshake.onLine("+UPSTREAM other run-1"))).endsWith("$2 11 $8 FAILOVER ");
  }
}
