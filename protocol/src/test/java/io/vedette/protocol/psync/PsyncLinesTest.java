package io.vedette.protocol.psync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PsyncLinesTest {
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";

  @Test
  void readsTheRepliesToPsync() {
    assertThat(PsyncReply.parse("+FULLRESYNC " + ID + " 42"))
        .isEqualTo(new PsyncReply.FullResync(ID, 42));
    assertThat(PsyncReply.parse("+CONTINUE")).isEqualTo(new PsyncReply.Continue(null));
    assertThat(PsyncReply.parse("+CONTINUE " + ID)).isEqualTo(new PsyncReply.Continue(ID));
    assertThat(PsyncReply.parse("-LOADING Redis is loading")).isInstanceOf(PsyncReply.NotNow.class);
    assertThat(PsyncReply.parse("-NOMASTERLINK Can't SYNC")).isInstanceOf(PsyncReply.NotNow.class);
    assertThat(PsyncReply.parse("-ERR unknown command"))
        .isInstanceOf(PsyncReply.NotSupported.class);
    for (String bad :
        List.of(
            "+FULLRESYNC",
            "+FULLRESYNC x 1",
            "+FULLRESYNC " + ID + " x",
            "+PONG",
            "",
            "+FULLRESYNC " + ID + " -1",
            "+CONTINUE short")) {
      assertThat(PsyncReply.parse(bad)).as(bad).isInstanceOf(PsyncReply.Malformed.class);
    }
  }

  @Test
  void writesLinesThatItReads() {
    assertThat(PsyncReply.parse(PsyncReply.fullResyncLine(ID, 7).trim()))
        .isEqualTo(new PsyncReply.FullResync(ID, 7));
    assertThat(PsyncReply.parse(PsyncReply.continueLine(ID).trim()))
        .isEqualTo(new PsyncReply.Continue(ID));
  }

  @Test
  void readsPayloadHeaders() {
    assertThat(PayloadHeader.parse("$123")).isEqualTo(new PayloadHeader.Length(123));
    assertThat(PayloadHeader.parse("$EOF:" + ID)).isEqualTo(new PayloadHeader.Mark(ID));
    for (String bad : List.of("$", "$-1", "$x", "+OK", "", "$EOF:short", "-ERR no")) {
      assertThat(PayloadHeader.parse(bad)).as(bad).isInstanceOf(PayloadHeader.Malformed.class);
    }
    String written =
        new String(new PayloadHeader.Mark(ID).toBytes(), StandardCharsets.US_ASCII).trim();
    assertThat(PayloadHeader.parse(written)).isEqualTo(new PayloadHeader.Mark(ID));
  }

  @Test
  void readsReplconfOptions() {
    assertThat(Replconf.parse(List.of("listening-port", "6380", "CAPA", "EOF", "capa", "psync2")))
        .containsExactly(
            new Replconf.ListeningPort(6380),
            new Replconf.Capability("eof"),
            new Replconf.Capability("psync2"));
    assertThat(Replconf.parse(List.of("ACK", "10")))
        .containsExactly(new Replconf.Acknowledge(10, -1));
    assertThat(Replconf.parse(List.of("ACK", "10", "FACK", "9")))
        .containsExactly(new Replconf.Acknowledge(10, 9));
    assertThat(Replconf.parse(List.of("GETACK", "*"))).containsExactly(new Replconf.GetAck());
    assertThat(Replconf.parse(List.of("vedette-epoch", "5")))
        .containsExactly(new Replconf.KnownEpoch(5));
    assertThat(Replconf.parse(List.of("capa")))
        .containsExactly(new Replconf.Refused("ERR syntax error"));
    assertThat(Replconf.parse(List.of("Nonsense", "1")))
        .containsExactly(new Replconf.Refused("ERR Unrecognized REPLCONF option: Nonsense"));
    assertThat(Replconf.parse(List.of("listening-port", "x")))
        .containsExactly(new Replconf.Refused("ERR value is not an integer or out of range"));
  }
}
