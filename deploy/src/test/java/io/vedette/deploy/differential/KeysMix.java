package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vedette.protocol.rdb.DumpPayload;

/** Commands on keys whatever their type. */
final class KeysMix extends FormMix {
  KeysMix() {
    super("keys");
    form(12, "SET k v");
    form(4, "SET k v EX+t|PX+t?");
    form(3, "DEL|UNLINK|EXISTS|TOUCH k...");
    form(3, "RENAME|RENAMENX k k");
    form(4, "COPY k k REPLACE? DB+0|DB+1|DB+i?");
    form(3, "MOVE k 0|1|i");
    form(1, "SWAPDB 0|1 0|1|i");
    form(1, "SELECT 0|1|i");
    form(4, "EXPIRE|PEXPIRE k t NX|XX|GT|LT? NX|XX|GT|LT?");
    form(2, "EXPIREAT|PEXPIREAT k t|1|99999999999|99999999990 NX|XX|GT|LT?");
    form(4, "TTL|PTTL|EXPIRETIME|PEXPIRETIME k");
    form(3, "PERSIST k");
    form(3, "TYPE k");
    form(2, "OBJECT ENCODING|REFCOUNT|FREQ|HELP|i k");
    form(1, "OBJECT ENCODING|REFCOUNT|FREQ|HELP|i");
    word("d", KeysMix::payload);
    form(3, "RESTORE k t|0 d REPLACE? ABSTTL? IDLETIME+n|FREQ+n|IDLETIME+i|FREQ+i?");
    form(2, "DUMP k");
    rule("DUMP", ReplyRule.SAME_KIND);
    form(2, "DBSIZE");
    form(1, "RANDOMKEY");
    form(2, "KEYS *|k[1-3]|k?|*tag*|[^k]*|v|m");
    form(2, "SCAN 0 COUNT 1000 MATCH+k*|TYPE+string|TYPE+hash|TYPE+v?");
    form(1, "SCAN i COUNT+i? MATCH+v?");
    rule("OBJECT", ReplyRule.SHARED_NUMBER);
    form(1, "FLUSHALL|FLUSHDB ASYNC|SYNC|i?");
  }

  /** A dumped string, seldom with an unknown type or a broken end. */
  private static byte[] payload(Draw draw) {
    byte[] text = draw.value();
    int type = draw.oneIn(10) ? 60 : 0;
    byte[] payload = DumpPayload.of(type, out -> out.stringValue(text, 0, text.length));
    if (draw.oneIn(10)) {
      payload[draw.below(payload.length)]++;
    }
    return payload;
  }

  /** Only a scan from the start with room for all ends at once; others stop where they like. */
  @Override
  public ReplyRule rule(byte[][] command) {
    ReplyRule rule = super.rule(command);
    boolean whole =
        command.length > 3
            && new String(command[1], ISO_8859_1).equals("0")
            && new String(command[3], ISO_8859_1).equals("1000");
    return rule == ReplyRule.SCAN && !whole ? ReplyRule.SAME_KIND : rule;
  }
}
