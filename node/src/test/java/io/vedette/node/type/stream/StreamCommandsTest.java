package io.vedette.node.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCommandsTest {
  private static final String NOW = Long.toString(CommandRunner.START_MS);

  private final CommandRunner runner = new CommandRunner(StreamCommands::register);

  private static String bulk(String text) {
    return "$" + text.length() + " " + text;
  }

  private void add(int from, int to) {
    for (int i = from; i <= to; i++) {
      assertThat(runner.run("XADD s " + i + "-0 f v")).isEqualTo(bulk(i + "-0"));
    }
  }

  // ---- XADD

  @Test
  void choosesIdsAndLogsThem() {
    assertThat(runner.run("XADD s * f v")).isEqualTo(bulk(NOW + "-0"));
    assertThat(runner.effects()).isEqualTo("XADD s " + NOW + "-0 f v");
    assertThat(runner.run("XADD s * f v")).isEqualTo(bulk(NOW + "-1"));
    assertThat(runner.run("XADD s " + NOW + "-* f v")).isEqualTo(bulk(NOW + "-2"));
    assertThat(runner.effects()).isEqualTo("XADD s " + NOW + "-2 f v");
    runner.passMs(1);
    String later = Long.toString(CommandRunner.START_MS + 1);
    assertThat(runner.run("XADD s * f v")).isEqualTo(bulk(later + "-0"));
    assertThat(runner.run("XADD s 9000000000000 f v g w")).isEqualTo(bulk("9000000000000-0"));
    assertThat(runner.effects()).isEqualTo("XADD s 9000000000000 f v g w");
    assertThat(runner.run("XADD s * f v")).isEqualTo(bulk("9000000000000-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "XADD s 0-0 f v | greater than 0-0",
        "XADD s 5-0 f v | equal or smaller than the target stream top item",
        "XADD s 4-* f v | equal or smaller than the target stream top item",
        "XADD s x f v | Invalid stream ID",
        "XADD s 6-0 f v w | wrong number of arguments for 'xadd'",
        "XADD s NOMKSTREAM f v | Invalid stream ID",
        "XADD s MAXLEN 1 MINID 1 * f v | MAXLEN and MINID options at the same time",
        "XADD s MAXLEN -1 * f v | The MAXLEN argument must be >= 0.",
        "XADD s MAXLEN ~ 1 LIMIT -1 * f v | The LIMIT argument must be >= 0.",
        "XADD s MAXLEN 1 LIMIT 1 * f v | LIMIT cannot be used without the special ~ option",
        "XADD s LIMIT 1 * f v | LIMIT cannot be used without specifying a trimming strategy",
        "XTRIM s LIMIT 0 | XTRIM must be called with a trimming strategy",
        "XTRIM s MAXLEN x | not an integer",
        "XSETID s 4-0 | smaller than the target stream top item",
        "XSETID s 6-0 ENTRIESADDED 0 | smaller than the target stream length",
        "XSETID s 6-0 MAXDELETEDID 7-0 | smaller than the provided max_deleted_entry_id",
        "XSETID none 6-0 | no such key",
        "XRANGE s (18446744073709551615-18446744073709551615 + | invalid start ID",
        "XRANGE s - (0-0 | invalid end ID",
        "XRANGE s - + COUNT | syntax error",
        "XREAD COUNT 1 STREAMS s | Unbalanced 'xread' list of streams",
        "XREAD BLOCK -1 STREAMS s 0 | timeout is negative",
        "XREAD STREAMS s > | The > ID can be specified only",
        "XREAD GROUP g c STREAMS s 0 | GROUP option is only supported by XREADGROUP",
        "XREAD COUNT 1 BLOCK 1 | syntax error",
        "XINFO STREAM none | no such key",
        "XINFO STREAM s ALL | unknown subcommand or wrong number of arguments for 'STREAM'",
      })
  void refuses(String command, String error) {
    add(5, 5);
    assertThat(runner.run(command)).startsWith("-ERR ").contains(error);
    assertThat(runner.effects()).isEmpty();
    assertThat(runner.run("XLEN s")).isEqualTo(":1");
  }

  @Test
  void createsNothingWhereToldSo() {
    assertThat(runner.run("XADD none NOMKSTREAM * f v")).isEqualTo("$-1");
    assertThat(runner.effects()).isEmpty();
    add(5, 5);
    assertThat(runner.run("XADD s NOMKSTREAM 6-0 f v")).isEqualTo(bulk("6-0"));
  }

  @Test
  void endsWithTheLastId() {
    runner.run("XADD s 18446744073709551615-18446744073709551614 f v");
    assertThat(runner.run("XADD s * f v"))
        .isEqualTo(bulk("18446744073709551615-18446744073709551615"));
    assertThat(runner.run("XADD s * f v")).contains("exhausted the last possible ID");
    assertThat(runner.run("XADD s 18446744073709551615-* f v")).contains("exhausted");
  }

  // ---- trimming

  @Test
  void logsWhatAnApproximateTrimDidAsAnExactOne() {
    runner.keyspace().limits().streamNodeMaxEntries = 10;
    add(1, 35);
    assertThat(runner.run("XTRIM s MAXLEN ~ 12 LIMIT 100")).isEqualTo(":20");
    assertThat(runner.effects()).isEqualTo("XTRIM s MAXLEN = 15");
    assertThat(runner.run("XTRIM s MINID ~ 33")).isEqualTo(":10");
    assertThat(runner.effects()).isEqualTo("XTRIM s MINID = 31-0");
    assertThat(runner.run("XTRIM s MINID ~ 33")).isEqualTo(":0");
    assertThat(runner.effects()).isEmpty();
    runner.run("XADD s MAXLEN ~ 3 LIMIT 5 NOMKSTREAM 40-* f v");
    assertThat(runner.effects()).isEqualTo("XADD s MAXLEN = 6 NOMKSTREAM 40-0 f v");
    runner.run("XADD s MINID ~ 33 41-1 f v");
    assertThat(runner.effects()).isEqualTo("XADD s MINID = 31-0 41-1 f v");
    runner.run("XADD s MINID = 40 42-1 f v");
    assertThat(runner.effects()).isEqualTo("XADD s MINID = 40 42-1 f v");
    assertThat(runner.run("XLEN s")).isEqualTo(":3");
  }

  @Test
  void logsThatNothingIsLeft() {
    runner.keyspace().limits().streamNodeMaxEntries = 10;
    add(1, 20);
    assertThat(runner.run("XTRIM s MINID ~ 21")).isEqualTo(":20");
    assertThat(runner.effects())
        .isEqualTo("XTRIM s MINID = 18446744073709551615-18446744073709551615");
    assertThat(runner.run("XLEN s")).isEqualTo(":0");
    assertThat(runner.run("XADD s 20-0 f v")).contains("smaller than the target stream top item");
  }

  @Test
  void trimsNoMoreThanTheUsualLimit() {
    runner.keyspace().limits().streamNodeMaxEntries = 1;
    add(1, 250);
    assertThat(runner.run("XTRIM s MAXLEN ~ 10")).isEqualTo(":100");
    assertThat(runner.run("XTRIM s MAXLEN ~ 10 LIMIT 0")).isEqualTo(":140");
    assertThat(runner.run("XTRIM s MAXLEN 3")).isEqualTo(":7");
  }

  // ---- reading

  @Test
  void answersRanges() {
    add(1, 3);
    assertThat(runner.run("XRANGE s (1-0 + COUNT 1")).isEqualTo("*1 *2 $3 2-0 *2 $1 f $1 v");
    assertThat(runner.run("XREVRANGE s + 2"))
        .isEqualTo("*2 *2 $3 3-0 *2 $1 f $1 v *2 $3 2-0 *2 $1 f $1 v");
    assertThat(runner.run("XRANGE s - + COUNT 0")).isEqualTo("*-1");
    assertThat(runner.run("XRANGE none - + COUNT 0")).isEqualTo("*0");
    assertThat(runner.run("XRANGE s 3 1")).isEqualTo("*0");
  }

  @Test
  void answersManyEntriesWithTheirNumber() {
    add(1, 123);
    assertThat(runner.run("XRANGE s - +")).startsWith("*123 *2 $3 1-0 ").endsWith("$1 f $1 v");
    assertThat(runner.run("XREAD COUNT 100 STREAMS s 10")).startsWith("*1 *2 $1 s *100 *2 $4 11-0");
  }

  @Test
  void readsStreamsThatHaveMore() {
    add(1, 2);
    runner.run("XADD other 7-7 f v");
    assertThat(runner.run("XREAD STREAMS s none other 1 0 7-7"))
        .isEqualTo("*1 *2 $1 s *1 *2 $3 2-0 *2 $1 f $1 v");
    assertThat(runner.run("XREAD STREAMS s other $ 7-7")).isEqualTo("*-1");
    runner.run("XDEL s 2-0");
    assertThat(runner.run("XREAD STREAMS s 1")).isEqualTo("*-1");
    runner.session().protocol(3);
    assertThat(runner.run("XREAD STREAMS s other 0 0"))
        .isEqualTo("%2 $1 s *1 *2 $3 1-0 *2 $1 f $1 v $5 other *1 *2 $3 7-7 *2 $1 f $1 v");
    assertThat(runner.run("XREAD STREAMS s 1")).isEqualTo("_");
  }

  // ---- what is known of a stream

  @Test
  void tellsWhatItIs() {
    add(1, 3);
    runner.run("XDEL s 1-0 3-0");
    assertThat(runner.run("XINFO STREAM s"))
        .isEqualTo(
            "*20 $6 length :1 $15 radix-tree-keys :1 $16 radix-tree-nodes :2"
                + " $17 last-generated-id $3 3-0 $20 max-deleted-entry-id $3 3-0"
                + " $13 entries-added :3 $23 recorded-first-entry-id $3 2-0 $6 groups :0"
                + " $11 first-entry *2 $3 2-0 *2 $1 f $1 v $10 last-entry *2 $3 2-0 *2 $1 f $1 v");
    assertThat(runner.run("XDEL s 2-0 2-0")).isEqualTo(":1");
    assertThat(runner.run("XINFO STREAM s")).contains("$11 first-entry $-1 $10 last-entry $-1");
    assertThat(runner.run("XINFO STREAM s FULL"))
        .startsWith("*18 ")
        .endsWith("$7 entries *0 $6 groups *0");
    assertThat(runner.run("XSETID s 9-9 ENTRIESADDED 100 MAXDELETEDID 8-8")).isEqualTo("+OK");
    assertThat(runner.run("XINFO STREAM s"))
        .contains(
            "last-generated-id $3 9-9 $20 max-deleted-entry-id $3 8-8 $13 entries-added :100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01-02", " 1-+2", "+1-2", "1--18446744073709551614"})
  void takesForAnIdWhatRedisTakes(String id) {
    runner.runArguments("XADD", "s", id, "f", "v");
    assertThat(runner.run("XRANGE s - +")).startsWith("*1 *2 $3 1-2 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-", "-1", "", "1-2-3", "1 -2", "18446744073709551616-0", "1--2", "0x1"})
  void takesForNoIdWhatRedisDoesNot(String id) {
    assertThat(runner.runArguments("XADD", "s", id, "f", "v")).contains("Invalid stream ID");
  }
}
