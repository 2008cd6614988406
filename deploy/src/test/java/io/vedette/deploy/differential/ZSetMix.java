package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Sorted sets, small and large: scores of every kind, ranges by rank, score and member. */
final class ZSetMix extends FormMix {
  private static final List<String> TIMEOUTS = List.of("0.01", "0.01", "0.01", "-1", "abc");

  private static final ReplyRule SCANNED_PAIRS =
      (redis, vedette) ->
          redis.isAggregate()
              && vedette.isAggregate()
              && ReplyRule.PAIRS_IN_ANY_ORDER.agree(
                  redis.items().getLast(), vedette.items().getLast());

  /** Redis 7.0 does not know the option of 7.2. */
  private static final ReplyRule OPTION_OF_LATER_VERSION =
      (redis, vedette) -> redis.isError() && redis.text().contains("number of arguments");

  /** Numbers are kept as such here, and small sets are listpacks as of Redis 7.2. */
  private static final ReplyRule OTHER_FORM =
      (redis, vedette) ->
          ReplyRule.NUMBER_KEPT_AS_TEXT.agree(redis, vedette)
              || "hashtable".equals(redis.text()) && "listpack".equals(vedette.text());

  ZSetMix() {
    super("zsets");
    word("w", draw -> Draw.bytes("wide" + draw.below(250)));
    word("s", ZSetMix::score);
    word("r", ZSetMix::scoreLimit);
    word("L", draw -> Draw.bytes("lex" + draw.below(2)));
    word("x", ZSetMix::memberLimit);
    writes();
    ranges();
    members();
    combinations();
    others();
    rule("ZRANDMEMBER", ReplyRule.SAME_KIND);
    rule("OBJECT", OTHER_FORM);
    rule("CONFIG", (redis, vedette) -> redis.isError() && vedette.isError());
  }

  private void writes() {
    form(12, "ZADD k s+m...");
    form(10, "ZADD k s+w...");
    form(5, "ZADD k NX|XX? GT|LT? CH? s+m|s+w...");
    form(4, "ZADD k NX|XX|CH? GT|LT? INCR f|s m|w");
    form(4, "ZINCRBY k f|s m|w");
    form(4, "ZREM k m|w...");
    form(8, "ZADD L 0+m|0+w|0+v...");
    form(1, "ZREM L m|w...");
    form(2, "ZPOPMIN|ZPOPMAX k n|i?");
    form(2, "ZMPOP 1|2 k k MIN|MAX COUNT+n?");
    form(1, "BZPOPMIN|BZPOPMAX k k 0.01");
    form(1, "BZMPOP 0.01 2 k k MIN|MAX COUNT+n?");
    form(1, "ZREMRANGEBYRANK k i|n i|n");
    form(1, "ZREMRANGEBYSCORE k r r");
    form(1, "ZREMRANGEBYLEX L x x");
  }

  private void ranges() {
    form(6, "ZRANGE k i|n|-5 i|n|-1 REV|WITHSCORES? WITHSCORES|REV|LIMIT+i+i?");
    form(3, "ZREVRANGE k i|n|-5 i|n|-1 WITHSCORES?");
    form(4, "ZRANGE k r r BYSCORE REV? LIMIT+n+n|LIMIT+i+i? WITHSCORES?");
    form(4, "ZRANGEBYSCORE|ZREVRANGEBYSCORE k r r WITHSCORES? LIMIT+n+n|LIMIT+i+i?");
    form(4, "ZRANGE L x x BYLEX REV? LIMIT+n+n|LIMIT+i+i? WITHSCORES?");
    form(4, "ZRANGEBYLEX|ZREVRANGEBYLEX L x x LIMIT+n+n|LIMIT+i+i? WITHSCORES?");
    form(2, "ZRANGESTORE k k r r BYSCORE REV? LIMIT+n+n|LIMIT+i+i?");
    form(2, "ZRANGESTORE k k i|n|-5 i|n|-1 REV?");
    form(1, "ZRANGESTORE L L x x BYLEX REV? LIMIT+n+n?");
    form(3, "ZCOUNT k r r");
    form(3, "ZLEXCOUNT L x x");
  }

  private void members() {
    form(5, "ZSCORE|ZRANK|ZREVRANK k m|w");
    form(1, "ZRANK|ZREVRANK k m|w WITHSCORE?");
    form(3, "ZMSCORE k m|w...");
    form(2, "ZCARD k");
    form(2, "ZRANDMEMBER k");
    form(3, "ZRANDMEMBER k n|-3|-40|300|i WITHSCORES?");
    form(3, "ZSCAN k 0 COUNT 1000 MATCH+*1*|MATCH+v?");
    form(1, "ZSCAN k i COUNT+i? MATCH+v?");
  }

  private void combinations() {
    form(3, "ZUNION|ZINTER 2|3 k k k|WEIGHTS+s+s|WEIGHTS+f+f AGGREGATE+SUM|MIN|MAX? WITHSCORES?");
    form(
        3,
        "ZUNIONSTORE|ZINTERSTORE k 2 k k WEIGHTS+s+s? AGGREGATE+SUM|AGGREGATE+MIN|AGGREGATE+MAX?");
    form(2, "ZUNIONSTORE|ZINTERSTORE k 1|2|3|i k k k AGGREGATE+MIN|AGGREGATE+MAX?");
    form(2, "ZDIFF 2|1 k k WITHSCORES?");
    form(2, "ZDIFFSTORE k 2 k k");
    form(2, "ZINTERCARD 2|3 k k k|LIMIT+n|LIMIT+i");
  }

  private void others() {
    form(3, "OBJECT ENCODING k");
    form(1, "TYPE|TTL|PERSIST|EXISTS k");
    form(2, "COPY k k REPLACE?");
    form(1, "RENAME k k");
    form(1, "EXPIRE k t");
    form(1, "DEL k");
    form(1, "SET k v");
    form(1, "HSET k m v");
    form(2, "SADD k m|w...");
    form(1, "SADD k i|n...");
    form(1, "CONFIG SET zset-max-listpack-entries|zset-max-ziplist-entries 128|128|128|5|0");
    form(1, "CONFIG SET zset-max-listpack-value|zset-max-ziplist-value 64|64|64|10|0");
  }

  private static byte[] score(Draw draw) {
    return switch (draw.below(6)) {
      case 0 -> draw.floating();
      case 1 -> Draw.bytes(draw.pick(List.of("inf", "-inf", "0", "-0", "0.1", "1e17", "-1e300")));
      case 2 -> Draw.bytes(Double.toString(draw.below(2000) / 16.0));
      default -> Draw.bytes(Integer.toString(draw.below(60) - 20));
    };
  }

  private static byte[] scoreLimit(Draw draw) {
    String limit =
        switch (draw.below(8)) {
          case 0 -> draw.oneIn(2) ? "-inf" : "+inf";
          case 1 -> new String(draw.floating(), ISO_8859_1);
          default -> Integer.toString(draw.below(60) - 20);
        };
    return Draw.bytes(draw.oneIn(4) ? "(" + limit : limit);
  }

  private static byte[] memberLimit(Draw draw) {
    if (draw.oneIn(4)) {
      return Draw.bytes(draw.pick(List.of("-", "+", "+", "-", "", "m1", "+a")));
    }
    String member = new String(draw.oneIn(2) ? draw.member() : draw.value(), ISO_8859_1);
    return Draw.bytes((draw.oneIn(2) ? "(" : "[") + member);
  }

  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = super.next(draw);
    String name = name(command);
    if (name.equals("CONFIG") && !setsPlainLimit(command)) {
      return new byte[][] {Draw.bytes("ZCARD"), draw.key()};
    } else if (name.startsWith("BZ") && command.length > 1) {
      // Whatever a spoilt command would wait for: it must not wait long.
      int timeout = name.equals("BZMPOP") ? 1 : command.length - 1;
      command[timeout] = Draw.bytes(draw.pick(TIMEOUTS));
    } else if (name.equals("ZADD") && isLex(command[1])) {
      // Ranges by member are defined only where all scores are equal.
      for (int i = 2; i < command.length; i += 2) {
        command[i] = Draw.bytes("0");
      }
    } else if (Arrays.stream(command).anyMatch(ZSetMix::asksByMember)) {
      int source = name.equals("ZRANGESTORE") ? 2 : 1;
      if (command.length > source && !isLex(command[source])) {
        command[source] = Draw.bytes("lex0");
      }
    }
    return command;
  }

  private static boolean isLex(byte[] key) {
    return new String(key, ISO_8859_1).startsWith("lex");
  }

  private static boolean asksByMember(byte[] word) {
    String text = new String(word, ISO_8859_1).toUpperCase(Locale.ROOT);
    return text.startsWith("Z") && text.contains("LEX") || text.equals("BYLEX");
  }

  private static String name(byte[][] command) {
    return new String(command[0], ISO_8859_1).toUpperCase(Locale.ROOT);
  }

  /** Only a scan from the start with room for all ends at once; others stop where they like. */
  @Override
  public ReplyRule rule(byte[][] command) {
    return switch (name(command)) {
      case "ZRANK", "ZREVRANK" ->
          command.length > 3 ? OPTION_OF_LATER_VERSION : super.rule(command);
      case "ZSCAN" -> isWholeScan(command) ? SCANNED_PAIRS : ReplyRule.OTHER_SCAN;
      default -> super.rule(command);
    };
  }
}
