package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Sets in their three forms, their algebra, and what happens to them under other limits. */
final class SetMix extends FormMix {
  private static final ReplyRule ANY_FORM =
      (redis, vedette) -> "hashtable".equals(redis.text()) && "listpack".equals(vedette.text());

  SetMix() {
    super("sets");
    word("w", draw -> Draw.bytes("wide" + draw.below(250)));
    word("z", draw -> draw.number(600));
    form(10, "SADD k m...");
    form(6, "SADD k i...");
    form(10, "SADD k z...");
    form(6, "SADD k w...");
    form(3, "SADD k m|i|w|z m|i|w|z");
    form(6, "SREM k m|i|w|z...");
    form(5, "SISMEMBER k m|i|w|z");
    form(3, "SMISMEMBER k m|i|w|z...");
    form(3, "SCARD|SMEMBERS k");
    form(4, "SMOVE k k m|i|w|z");
    form(1, "SPOP k 1000");
    form(1, "SPOP k 0|-1|i");
    form(1, "SPOP missing n");
    form(2, "SRANDMEMBER k");
    form(2, "SRANDMEMBER k n|-3|-40|300");
    form(2, "SINTER|SUNION|SDIFF k...");
    form(3, "SINTERSTORE|SUNIONSTORE|SDIFFSTORE k k...");
    form(3, "SINTERCARD 2 k k LIMIT+n|LIMIT+i?");
    form(1, "SINTERCARD i|n k k");
    form(3, "SSCAN k 0 COUNT 1000 MATCH+*1*|MATCH+v?");
    form(3, "OBJECT ENCODING k");
    form(1, "TYPE|TTL|PERSIST|EXISTS k");
    form(1, "COPY k k REPLACE?");
    form(1, "RENAME k k");
    form(1, "EXPIRE k t");
    form(1, "DEL k");
    form(1, "SET k v");
    form(1, "GET|HGETALL|INCR k");
    form(1, "CONFIG SET set-max-intset-entries 512|512|512|5|0");
    rule("SMEMBERS", ReplyRule.ANY_ORDER);
    rule("SINTER", ReplyRule.ANY_ORDER);
    rule("SUNION", ReplyRule.ANY_ORDER);
    rule("SDIFF", ReplyRule.ANY_ORDER);
    rule("SPOP", ReplyRule.ANY_ORDER);
    rule("SRANDMEMBER", ReplyRule.SAME_KIND);
    rule("OBJECT", ANY_FORM);
  }

  /** Never takes some members of many, since each server would take others. */
  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = super.next(draw);
    if (isNamed(command, "SPOP")) {
      boolean takesOne = command.length == 2;
      boolean takesSome =
          command.length == 3 && new String(command[2], ISO_8859_1).matches("[1-9][0-9]{0,2}");
      if (takesOne || takesSome) {
        return new byte[][] {command[0], command[1], Draw.bytes("1000")};
      }
    }
    return isNamed(command, "CONFIG") && !setsPlainLimit(command)
        ? new byte[][] {Draw.bytes("SCARD"), draw.key()}
        : command;
  }

  /** Only a scan from the start with room for all ends at once; others stop where they like. */
  @Override
  public ReplyRule rule(byte[][] command) {
    if (!isNamed(command, "SSCAN")) {
      return super.rule(command);
    }
    return isWholeScan(command) ? ReplyRule.SCAN : ReplyRule.OTHER_SCAN;
  }
}
