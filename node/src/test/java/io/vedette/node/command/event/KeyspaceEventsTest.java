package io.vedette.node.command.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.shard.ShardRig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyspaceEventsTest {
  private static final Pattern KEYEVENT =
      Pattern.compile("__keyevent@(\\d+)__:(\\S+) \\$\\d+ (\\S+)");

  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection subscriber = rig.connect();
  private final ShardRig.Connection client = rig.connect();

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "KEA, AKE",
    "g$lshzxetdKE, AKE",
    "AnKEm, AKEm",
    "gnK, gnK",
    "xE$, $xE",
  })
  void showsItsLettersInRedisOrder(String given, String shown) {
    assertThat(EventSelection.parse(given).letters()).isEqualTo(shown);
  }

  @Test
  void knowsNoOtherLetters() {
    assertThat(EventSelection.parse("KEq")).isNull();
  }

  @Test
  void tellsBothForms() {
    select("KEA");
    client.send("SET k v");
    assertThat(subscriber.take())
        .isEqualTo(
            "*4 $8 pmessage $6 __key* $16 __keyspace@0__:k $3 set"
                + " *4 $8 pmessage $6 __key* $18 __keyevent@0__:set $1 k");
  }

  @Test
  void tellsOnlyWhatWasSelected() {
    select("E$");
    client.send("SET k v EX 10");
    assertThat(events()).containsExactly("0 set k");
    select("Eg");
    client.send("SET k v EX 10");
    assertThat(events()).containsExactly("0 expire k");
    select("A");
    client.send("SET k v EX 10");
    assertThat(events()).isEmpty();
  }

  @Test
  void tellsWhatHappensToHashesAndSets() {
    select("EA");
    client.send("HSET h f 1");
    client.send("HINCRBY h f 1");
    client.send("HINCRBYFLOAT h f 1.5");
    client.send("HSETNX h f 2");
    client.send("HDEL h f");
    assertThat(events())
        .containsExactly("0 hset h", "0 hincrby h", "0 hincrbyfloat h", "0 hdel h", "0 del h");
    client.send("SADD s a b c");
    client.send("SMOVE s t a");
    client.send("SUNIONSTORE u s t");
    client.send("SPOP u 9");
    client.send("SREM s b c");
    assertThat(events())
        .containsExactly(
            "0 sadd s",
            "0 srem s",
            "0 sadd t",
            "0 sunionstore u",
            "0 spop u",
            "0 del u",
            "0 srem s",
            "0 del s");
  }

  @Test
  void tellsOfNewAndOfMissedKeys() {
    select("Enm$");
    client.send("GET k");
    client.send("SET k v");
    client.send("SET k w");
    client.send("MSET k 1 l 2");
    assertThat(events())
        .containsExactly(
            "0 keymiss k", "0 new k", "0 set k", "0 set k", "0 set k", "0 new l", "0 set l");
  }

  @Test
  void namesTheDatabaseOfEachKey() {
    select("EA");
    client.send("SET k v");
    client.send("MOVE k 3");
    client.send("SELECT 3");
    client.send("RENAME k l");
    assertThat(events())
        .containsExactly(
            "0 set k", "0 move_from k", "3 move_to k", "3 rename_from k", "3 rename_to l");
  }

  @Test
  void tellsOfKeysWhoseTimeHasCome() {
    select("EA");
    client.send("SET k v PX 5");
    rig.nowMs += 10;
    client.send("GET k");
    assertThat(events()).containsExactly("0 set k", "0 expire k", "0 expired k");
  }

  @Test
  void anEventOfItsOwnCommandFollowsTheReply() {
    select("KEA");
    client.send("HELLO 3");
    client.send("SUBSCRIBE __keyevent@0__:set");
    assertThat(client.send("SET k v")).isEqualTo("+OK >3 $7 message $18 __keyevent@0__:set $1 k");
  }

  private void select(String letters) {
    EventSelection selection = EventSelection.parse(letters);
    rig.events.select(selection);
    rig.keyspace.keyListener(selection.watchesKeys() ? rig.events : null);
    subscriber.send("PSUBSCRIBE __key*");
  }

  /** Database, event and key of each event since the last call. */
  private List<String> events() {
    List<String> events = new ArrayList<>();
    Matcher matcher = KEYEVENT.matcher(subscriber.take());
    while (matcher.find()) {
      events.add(matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(3));
    }
    return events;
  }
}
