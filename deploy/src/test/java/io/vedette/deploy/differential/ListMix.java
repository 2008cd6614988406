package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Set;

/** Lists, small and large, and what happens to them under changing limits and other types. */
final class ListMix extends FormMix {
  private static final byte[] SHORT_TIMEOUT = Draw.bytes("0.001");
  private static final Set<String> TIMEOUT_LAST = Set.of("BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH");

  /** Redis 7.0 knows no other encoding of lists. */
  private static final ReplyRule ANY_LIST_ENCODING =
      (redis, vedette) ->
          "quicklist".equals(redis.text()) && "listpack".equals(vedette.text())
              || ReplyRule.NUMBER_KEPT_AS_TEXT.agree(redis, vedette);

  ListMix() {
    super("lists");
    word("x", draw -> draw.index(12));
    word("many", draw -> draw.binary(draw.below(1500)));
    form(8, "LPUSH|RPUSH k m|v...");
    form(4, "LPUSH|RPUSH k many...");
    form(4, "LPUSH|RPUSH k i...");
    form(3, "LPUSHX|RPUSHX k m...");
    form(5, "LPOP|RPOP k");
    form(2, "LPOP|RPOP k n|i");
    form(4, "LLEN k");
    form(4, "LINDEX k x");
    form(4, "LSET k x m|v|many");
    form(5, "LINSERT k BEFORE|AFTER m|i v|m|many");
    form(5, "LRANGE k x x");
    form(4, "LREM k x m|v|i");
    form(2, "LTRIM k x x");
    form(5, "LPOS k m|v|i RANK+x? COUNT+n? MAXLEN+n?");
    form(5, "LMOVE k k LEFT|RIGHT LEFT|RIGHT");
    form(3, "RPOPLPUSH k k");
    form(3, "LMPOP 1+k|2+k+k|3+k+k+k|n+k|i+k LEFT|RIGHT COUNT+n?");
    form(2, "BLPOP|BRPOP k... 0.001");
    form(2, "BLMOVE k k LEFT|RIGHT LEFT|RIGHT 0.001");
    form(1, "BRPOPLPUSH k k 0.001");
    form(2, "BLMPOP 0.001 1+k|2+k+k|i+k LEFT|RIGHT COUNT+n?");
    form(3, "OBJECT ENCODING k");
    form(1, "TYPE|TTL|PERSIST|EXISTS k");
    form(2, "COPY k k REPLACE?");
    form(1, "RENAME k k");
    form(1, "EXPIRE k t");
    form(1, "DEL k");
    form(1, "SET k v");
    form(1, "GET|STRLEN|INCR k");
    form(1, "HSET k m v");
    form(1, "CONFIG SET list-max-listpack-size|list-max-ziplist-size -2|-2|-1|-5|1|3|128");
    rule("OBJECT", ANY_LIST_ENCODING);
    rule("CONFIG", (redis, vedette) -> redis.isError() && vedette.isError());
  }

  /** No command may wait long; 7.0 calls an endless timeout negative, 7.2 out of range. */
  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = super.next(draw);
    String name = new String(command[0], ISO_8859_1).toUpperCase(Locale.ROOT);
    if (TIMEOUT_LAST.contains(name) && command.length > 1) {
      command[command.length - 1] = SHORT_TIMEOUT;
    } else if (name.equals("BLMPOP") && command.length > 1) {
      command[1] = SHORT_TIMEOUT;
    } else if (name.equals("CONFIG") && !setsPlainLimit(command)) {
      return new byte[][] {Draw.bytes("LLEN"), draw.key()};
    } else if (name.equals("LPOS")) {
      for (int i = 3; i < command.length; i++) {
        // 7.0 takes this rank for a positive one.
        boolean least = "-9223372036854775808".equals(new String(command[i], ISO_8859_1));
        command[i] = least ? Draw.bytes("-1") : command[i];
      }
    }
    return command;
  }
}
