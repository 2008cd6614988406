package io.vedette.deploy.differential;

/** Hashes, small and large, and what happens to them under changing limits and other types. */
final class HashMix extends FormMix {
  private static final ReplyRule SCANNED_PAIRS =
      (redis, vedette) ->
          redis.isAggregate()
              && vedette.isAggregate()
              && ReplyRule.PAIRS_IN_ANY_ORDER.agree(
                  redis.items().getLast(), vedette.items().getLast());

  HashMix() {
    super("hashes");
    word("w", draw -> Draw.bytes("wide" + draw.below(250)));
    form(10, "HSET k m+v...");
    form(8, "HSET k w+i...");
    form(2, "HMSET k m+v...");
    form(3, "HSETNX k m|w v");
    form(6, "HGET|HSTRLEN|HEXISTS k m|w");
    form(3, "HMGET k m|w...");
    form(4, "HDEL k m|w...");
    form(4, "HINCRBY k m|w i");
    form(4, "HINCRBYFLOAT k m|w f");
    form(3, "HLEN|HKEYS|HVALS|HGETALL k");
    form(3, "HSCAN k 0 COUNT 1000 MATCH+*1*|MATCH+v?");
    form(1, "HSCAN k i COUNT+i? MATCH+v?");
    form(3, "HRANDFIELD k");
    form(3, "HRANDFIELD k n|-3|-40|300|i WITHVALUES?");
    form(3, "OBJECT ENCODING k");
    form(1, "TYPE|TTL|PERSIST|EXISTS k");
    form(2, "COPY k k REPLACE?");
    form(1, "RENAME k k");
    form(1, "EXPIRE k t");
    form(1, "DEL k");
    form(1, "SET k v");
    form(1, "GET|STRLEN|INCR k");
    form(1, "APPEND k v");
    form(1, "CONFIG SET hash-max-listpack-entries|hash-max-ziplist-entries 128|128|128|5|0");
    form(1, "CONFIG SET hash-max-listpack-value|hash-max-ziplist-value 64|64|64|10|0");
    rule("HGETALL", ReplyRule.PAIRS_IN_ANY_ORDER);
    rule("HKEYS", ReplyRule.ANY_ORDER);
    rule("HVALS", ReplyRule.ANY_ORDER);
    rule("HRANDFIELD", ReplyRule.SAME_KIND);
    rule("OBJECT", ReplyRule.NUMBER_KEPT_AS_TEXT);
    rule("CONFIG", (redis, vedette) -> redis.isError() && vedette.isError());
  }

  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = super.next(draw);
    return isNamed(command, "CONFIG") && !setsPlainLimit(command)
        ? new byte[][] {Draw.bytes("HLEN"), draw.key()}
        : command;
  }

  /** Only a scan from the start with room for all ends at once; others stop where they like. */
  @Override
  public ReplyRule rule(byte[][] command) {
    if (!isNamed(command, "HSCAN")) {
      return super.rule(command);
    }
    return isWholeScan(command) ? SCANNED_PAIRS : ReplyRule.OTHER_SCAN;
  }
}
