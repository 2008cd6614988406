package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * Streams: ids, ranges, trimming, and nodes of changing sizes. Entries get ids from a clock of the
 * mix, since what {@code *} stands for depends on the time at each server.
 */
final class StreamMix extends FormMix {
  /** Far beyond now, so that an id which a server chooses follows the last one. */
  private static final long FIRST_MS = 10_000_000_000_000L;

  private static final List<String> ODD_IDS =
      List.of(
          "0",
          "0-0",
          "0-1",
          "0-*",
          "5-5-5",
          "18446744073709551615-18446744073709551615",
          "18446744073709551615",
          "18446744073709551615-18446744073709551614",
          "18446744073709551616-0",
          "9223372036854775808-9223372036854775808",
          "-",
          "+",
          "(",
          "(-",
          "(+",
          "(0",
          "(0-0",
          "(18446744073709551615-18446744073709551615",
          "(18446744073709551615",
          "1-",
          "-1",
          "-*",
          "1-**",
          "abc",
          "",
          "01-02",
          " 1-1",
          "1-+2",
          "1--02",
          "1--2",
          "+1",
          "1-1 ",
          "1\0002-2",
          ">",
          "1".repeat(126),
          "0".repeat(130));

  /** 7.2 names the command as it is called. */
  private static final ReplyRule UNBALANCED =
      (redis, vedette) ->
          redis.isError()
              && vedette.isError()
              && redis.text().replace("XREAD list", "'xread' list").equals(vedette.text());

  private long clockMs = FIRST_MS;

  StreamMix() {
    super("streams");
    word("id", this::nextId);
    word("old", draw -> Draw.bytes(draw.oneIn(15) ? draw.pick(ODD_IDS) : oldId(draw)));
    word("bound", this::bound);
    word("far", draw -> Draw.bytes(clockMs - draw.below(400) + "-0"));
    word("x", draw -> draw.index(150));
    form(30, "XADD k id m+v...");
    form(30, "XADD k id a+v|n b+i|v");
    form(10, "XADD k NOMKSTREAM? MAXLEN|MINID =|~? x LIMIT+x? id m+v");
    form(10, "XADD k MAXLEN =|~? n|150 LIMIT+n? NOMKSTREAM? id a+v b+v");
    form(5, "XADD k MINID =|~? far LIMIT+n? id a+v b+v");
    form(2, "XADD k NOMKSTREAM|MAXLEN|MINID|LIMIT... id m+v");
    form(6, "XLEN k");
    form(12, "XRANGE k bound bound COUNT+n|i?");
    form(12, "XREVRANGE k bound bound COUNT+n|i?");
    form(2, "XRANGE|XREVRANGE k -|+ +|- COUNT? n?");
    form(12, "XDEL k old...");
    form(5, "XTRIM k MAXLEN =|~? x LIMIT+n|i?");
    form(5, "XTRIM k MINID =|~? far|old LIMIT+n|i?");
    form(1, "XTRIM k MAXLEN|MINID|LIMIT...");
    form(4, "XSETID k id|old ENTRIESADDED+x? MAXDELETEDID+old?");
    form(8, "XREAD COUNT+n|i? STREAMS k old|far|$");
    form(4, "XREAD COUNT+n? BLOCK+1? STREAMS k k old|far|$ old|far|$");
    form(1, "XREAD COUNT+n? BLOCK+i? NOACK? GROUP+k+k? STREAMS k k|n old");
    form(6, "XINFO STREAM k");
    form(4, "XINFO STREAM k FULL COUNT+n|i?");
    form(2, "OBJECT ENCODING k");
    form(1, "TYPE|TTL|PERSIST|EXISTS k");
    form(2, "COPY k k REPLACE?");
    form(1, "RENAME k k");
    form(1, "EXPIRE k t");
    form(1, "DEL k");
    form(1, "SET k v");
    form(1, "GET|STRLEN|INCR k");
    // With less, or with few bytes to a node, redis-server 7.0.15 fails an assertion of its own.
    form(1, "CONFIG SET stream-node-max-entries 100|100|10|3");
    rule("OBJECT", ReplyRule.NUMBER_KEPT_AS_TEXT);
    rule("XREAD", UNBALANCED);
    rule("CONFIG", (redis, vedette) -> redis.isError() && vedette.isError());
  }

  private byte[] nextId(Draw draw) {
    clockMs += draw.oneIn(50) ? draw.below(100_000) : draw.below(3);
    String seq = draw.oneIn(4) ? "-*" : draw.oneIn(3) ? "" : "-" + draw.below(300);
    return Draw.bytes(draw.oneIn(60) ? draw.pick(ODD_IDS) : clockMs + seq);
  }

  private String oldId(Draw draw) {
    return clockMs - draw.below(60) + "-" + (draw.oneIn(2) ? 0 : draw.below(3));
  }

  private byte[] bound(Draw draw) {
    String id =
        switch (draw.below(6)) {
          case 0 -> "-";
          case 1 -> "+";
          case 2 -> draw.pick(ODD_IDS);
          case 3 -> Long.toString(clockMs - draw.below(60));
          default -> oldId(draw);
        };
    return Draw.bytes(draw.oneIn(5) ? "(" + id : id);
  }

  /** Without ids from the servers' clocks, and without waiting long. */
  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = super.next(draw);
    if (isNamed(command, "CONFIG") && !setsPlainLimit(command)) {
      return new byte[][] {Draw.bytes("XLEN"), draw.key()};
    }
    if (isNamed(command, "XREAD")) {
      for (int i = 1; i + 1 < command.length; i++) {
        if (new String(command[i], ISO_8859_1).equalsIgnoreCase("BLOCK")) {
          command[i + 1] = Draw.bytes("1");
        }
      }
    }
    return command;
  }
}
