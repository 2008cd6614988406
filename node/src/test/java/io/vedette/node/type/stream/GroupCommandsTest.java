package io.vedette.node.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommandsTest {
  private static final long NOW = CommandRunner.START_MS;

  private final CommandRunner client = new CommandRunner(StreamCommands::register);

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 4; i++) {
      client.run("XADD s " + i + "-0 n " + i);
    }
    client.run("XGROUP CREATE s g 0");
  }

  private static String claim(int id, String consumer, long timeMs, int deliveries, int lastId) {
    return "XCLAIM s g %s 0 %d-0 TIME %d RETRYCOUNT %d FORCE JUSTID LASTID %d-0"
        .formatted(consumer, id, timeMs, deliveries, lastId);
  }

  @Test
  void readsNewEntriesOnceAndShowsThoseNotAcknowledgedAgain() {
    assertThat(client.run("XREADGROUP GROUP g c COUNT 2 STREAMS s >"))
        .isEqualTo("*1 *2 $1 s *2 *2 $3 1-0 *2 $1 n $1 1 *2 $3 2-0 *2 $1 n $1 2");
    assertThat(client.effects())
        .isEqualTo(
            "XGROUP CREATECONSUMER s g c "
                + claim(1, "c", NOW, 1, 1)
                + " "
                + claim(2, "c", NOW, 1, 2)
                + " XGROUP SETID s g 2-0 ENTRIESREAD 2");
    assertThat(client.run("XACK s g 1-0 9-9")).isEqualTo(":1");
    assertThat(client.effects()).isEqualTo("XACK s g 1-0 9-9");
    assertThat(client.run("XACK s g 1-0")).isEqualTo(":0");
    assertThat(client.effects()).isEmpty();
    assertThat(client.run("XREADGROUP GROUP g c STREAMS s 0"))
        .isEqualTo("*1 *2 $1 s *1 *2 $3 2-0 *2 $1 n $1 2");
    assertThat(client.effects()).isEmpty();
    assertThat(client.run("XPENDING s g - + 9")).isEqualTo("*1 *4 $3 2-0 $1 c :0 :2");
    client.run("XDEL s 2-0");
    assertThat(client.run("XREADGROUP GROUP g c STREAMS s 0"))
        .isEqualTo("*1 *2 $1 s *1 *2 $3 2-0 *-1");
    assertThat(client.run("XREADGROUP GROUP g other COUNT 9 STREAMS s >"))
        .isEqualTo("*1 *2 $1 s *2 *2 $3 3-0 *2 $1 n $1 3 *2 $3 4-0 *2 $1 n $1 4");
    assertThat(client.run("XREADGROUP GROUP g other STREAMS s >")).isEqualTo("*-1");
    assertThat(client.effects()).isEmpty();
  }

  @Test
  void withoutAcknowledgementOnlyThePlaceIsRemembered() {
    assertThat(client.run("XREADGROUP GROUP g c NOACK COUNT 3 STREAMS s >")).startsWith("*1 ");
    assertThat(client.effects())
        .isEqualTo("XGROUP CREATECONSUMER s g c XGROUP SETID s g 3-0 ENTRIESREAD 3");
    assertThat(client.run("XPENDING s g")).isEqualTo("*4 :0 $-1 $-1 *-1");
    assertThat(client.run("XINFO CONSUMERS s g"))
        .isEqualTo("*1 *8 $4 name $1 c $7 pending :0 $4 idle :0 $8 inactive :-1");
  }

  @Test
  void aConsumerThatGetsNothingTakesMemory() {
    client.run("XREADGROUP GROUP g a STREAMS s >");
    long before = client.keyspace().memoryBytes();
    assertThat(client.run("XREADGROUP GROUP g b STREAMS s >")).isEqualTo("*-1");
    assertThat(client.keyspace().memoryBytes()).isGreaterThan(before);
  }

  @Test
  void readsSeveralStreams() {
    client.run("XGROUP CREATE t g $ MKSTREAM");
    assertThat(client.effects()).isEqualTo("XGROUP CREATE t g $ MKSTREAM");
    assertThat(client.run("XREADGROUP GROUP g c COUNT 1 STREAMS t s > >"))
        .isEqualTo("*1 *2 $1 s *1 *2 $3 1-0 *2 $1 n $1 1");
    client.session().protocol(3);
    assertThat(client.run("XREADGROUP GROUP g c COUNT 1 STREAMS t s 0 >"))
        .isEqualTo("%2 $1 t *0 $1 s *1 *2 $3 2-0 *2 $1 n $1 2");
    assertThat(client.run("XREADGROUP GROUP g c STREAMS t none > >"))
        .isEqualTo(
            "-NOGROUP No such key 'none' or consumer group 'g' in XREADGROUP with GROUP option");
  }

  @Test
  void tellsWhatIsPendingByConsumerRangeAndIdleTime() {
    client.run("XREADGROUP GROUP g b COUNT 1 STREAMS s >");
    client.passMs(1_000);
    client.run("XREADGROUP GROUP g a COUNT 2 STREAMS s >");
    client.run("XGROUP CREATECONSUMER s g idle");
    client.passMs(500);
    assertThat(client.run("XPENDING s g"))
        .isEqualTo("*4 :3 $3 1-0 $3 3-0 *2 *2 $1 a $1 2 *2 $1 b $1 1");
    assertThat(client.run("XPENDING s g (1-0 + 1")).isEqualTo("*1 *4 $3 2-0 $1 a :500 :1");
    assertThat(client.run("XPENDING s g IDLE 600 - + 9")).isEqualTo("*1 *4 $3 1-0 $1 b :1500 :1");
    assertThat(client.run("XPENDING s g - 2 9 a")).isEqualTo("*1 *4 $3 2-0 $1 a :500 :1");
    assertThat(client.run("XPENDING s g - + 9 nobody")).isEqualTo("*0");
    assertThat(client.run("XPENDING s none"))
        .isEqualTo("-NOGROUP No such key 's' or consumer group 'none'");
    assertThat(client.run("XINFO CONSUMERS s g"))
        .isEqualTo(
            "*3 *8 $4 name $1 a $7 pending :2 $4 idle :500 $8 inactive :500"
                + " *8 $4 name $1 b $7 pending :1 $4 idle :1500 $8 inactive :1500"
                + " *8 $4 name $4 idle $7 pending :0 $4 idle :500 $8 inactive :-1");
  }

  @Test
  void claimsWhatIsIdle() {
    client.run("XREADGROUP GROUP g a COUNT 3 STREAMS s >");
    client.passMs(1_000);
    assertThat(client.run("XCLAIM s g b 1001 1-0")).isEqualTo("*0");
    assertThat(client.effects()).isEqualTo("XGROUP CREATECONSUMER s g b");
    assertThat(client.run("XCLAIM s g b 1000 1-0 4-0")).isEqualTo("*1 *2 $3 1-0 *2 $1 n $1 1");
    assertThat(client.effects()).isEqualTo(claim(1, "b", NOW + 1_000, 2, 3));
    assertThat(client.run("XCLAIM s g b 0 2-0 IDLE 400 RETRYCOUNT 7 JUSTID"))
        .isEqualTo("*1 $3 2-0");
    assertThat(client.effects()).isEqualTo(claim(2, "b", NOW + 600, 7, 3));
    assertThat(client.run("XCLAIM s g b 0 4-0 FORCE TIME 5 LASTID 9-0 JUSTID"))
        .isEqualTo("*1 $3 4-0");
    assertThat(client.effects())
        .isEqualTo("XCLAIM s g b 0 4-0 TIME 5 RETRYCOUNT 1 FORCE JUSTID LASTID 9-0");
    assertThat(client.run("XCLAIM s g b 0 7-0 LASTID 10-0")).isEqualTo("*0");
    assertThat(client.effects()).isEqualTo("XGROUP SETID s g 10-0 ENTRIESREAD 3");
    client.run("XDEL s 3-0");
    assertThat(client.run("XCLAIM s g b 0 3-0")).isEqualTo("*0");
    assertThat(client.effects()).isEqualTo(claim(3, "a", NOW, 1, 10));
    assertThat(client.run("XPENDING s g")).isEqualTo("*4 :3 $3 1-0 $3 4-0 *1 *2 $1 b $1 3");
    assertThat(client.run("XCLAIM s g b x 3-0"))
        .isEqualTo("-ERR Invalid min-idle-time argument for XCLAIM");
    assertThat(client.run("XCLAIM s g b 0 3-0 WHAT"))
        .isEqualTo("-ERR Unrecognized XCLAIM option 'WHAT'");
  }

  @Test
  void claimsOnAndOnFromAnId() {
    client.run("XREADGROUP GROUP g a STREAMS s >");
    client.run("XDEL s 2-0");
    client.passMs(10);
    assertThat(client.run("XAUTOCLAIM s g b 10 0 COUNT 2"))
        .isEqualTo("*3 $3 3-0 *1 *2 $3 1-0 *2 $1 n $1 1 *1 $3 2-0");
    assertThat(client.effects())
        .isEqualTo(
            "XGROUP CREATECONSUMER s g b "
                + claim(1, "b", NOW + 10, 2, 4)
                + " "
                + claim(2, "a", NOW, 1, 4));
    assertThat(client.run("XAUTOCLAIM s g b 11 0")).isEqualTo("*3 $3 0-0 *0 *0");
    assertThat(client.effects()).isEmpty();
    assertThat(client.run("XAUTOCLAIM s g b 0 (3-0 JUSTID")).isEqualTo("*3 $3 0-0 *1 $3 4-0 *0");
    assertThat(client.run("XPENDING s g - + 9"))
        .isEqualTo("*3 *4 $3 1-0 $1 b :0 :2 *4 $3 3-0 $1 a :10 :1 *4 $3 4-0 $1 b :0 :1");
    assertThat(client.run("XAUTOCLAIM s g b 0 0 COUNT 0")).isEqualTo("-ERR COUNT must be > 0");
  }

  @Test
  void aDeletedConsumerTakesWhatWasPendingWithIt() {
    client.run("XREADGROUP GROUP g a COUNT 3 STREAMS s >");
    client.run("XREADGROUP GROUP g b STREAMS s >");
    assertThat(client.run("XGROUP DELCONSUMER s g a")).isEqualTo(":3");
    assertThat(client.run("XGROUP DELCONSUMER s g a")).isEqualTo(":0");
    assertThat(client.effects()).isEmpty();
    assertThat(client.run("XPENDING s g - + 9")).isEqualTo("*1 *4 $3 4-0 $1 b :0 :1");
    assertThat(client.run("XGROUP CREATECONSUMER s g a")).isEqualTo(":1");
    assertThat(client.run("XGROUP CREATECONSUMER s g a")).isEqualTo(":0");
    client.run("XCLAIM s g a 0 4-0");
    assertThat(client.run("XPENDING s g - + 9")).isEqualTo("*1 *4 $3 4-0 $1 a :0 :2");
    assertThat(client.run("XGROUP DESTROY s g")).isEqualTo(":1");
    assertThat(client.run("XGROUP DESTROY s g")).isEqualTo(":0");
    assertThat(client.run("XINFO GROUPS s")).isEqualTo("*0");
  }

  @Test
  void countsWhatWasReadUnlessDeletionsHideIt() {
    client.run("XREADGROUP GROUP g a COUNT 2 STREAMS s >");
    String head = "*1 *12 $4 name $1 g $9 consumers :1 $7 pending :2 $17 last-delivered-id $3 2-0 ";
    assertThat(client.run("XINFO GROUPS s")).isEqualTo(head + "$12 entries-read :2 $3 lag :2");
    client.run("XDEL s 3-0");
    assertThat(client.run("XINFO GROUPS s")).isEqualTo(head + "$12 entries-read :2 $3 lag $-1");
    client.run("XREADGROUP GROUP g a NOACK STREAMS s >");
    // As Redis 7.0 and 7.2: the deleted one is taken for one that is still to come.
    assertThat(client.run("XINFO GROUPS s"))
        .isEqualTo(head.replace("2-0", "4-0") + "$12 entries-read :3 $3 lag :1");
    assertThat(client.run("XGROUP SETID s g 1-0")).isEqualTo("+OK");
    assertThat(client.run("XINFO GROUPS s")).endsWith("$12 entries-read $-1 $3 lag $-1");
    assertThat(client.run("XGROUP SETID s g 2 ENTRIESREAD 3")).isEqualTo("+OK");
    assertThat(client.run("XGROUP SETID s g 2 ENTRIESREAD -2"))
        .isEqualTo("-ERR value for ENTRIESREAD must be positive or -1");
  }

  @Test
  void refusesWhatIsMissing() {
    assertThat(client.run("XGROUP CREATE none g $"))
        .startsWith("-ERR The XGROUP subcommand requires the key to exist.");
    assertThat(client.run("XGROUP CREATE s g $"))
        .isEqualTo("-BUSYGROUP Consumer Group name already exists");
    assertThat(client.run("XGROUP SETID s none $"))
        .isEqualTo("-NOGROUP No such consumer group 'none' for key name 's'");
    assertThat(client.run("XINFO GROUPS none")).isEqualTo("-ERR no such key");
    assertThat(client.run("XACK none g 1-0")).isEqualTo(":0");
    assertThat(client.run("XACK s g one"))
        .isEqualTo("-ERR Invalid stream ID specified as stream command argument");
    assertThat(client.run("XREADGROUP GROUP g c STREAMS s $"))
        .startsWith("-ERR The $ ID is meaningless in the context of XREADGROUP");
    assertThat(client.run("XREADGROUP GROUP g c STREAMS s t >"))
        .startsWith("-ERR Unbalanced 'xreadgroup' list of streams");
    assertThat(client.run("XREADGROUP COUNT 1 NOACK STREAMS s >"))
        .isEqualTo("-ERR Missing GROUP option for XREADGROUP");
  }
}
