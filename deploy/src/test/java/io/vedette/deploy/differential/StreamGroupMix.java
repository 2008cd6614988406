package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Consumer groups of streams: few streams, groups, consumers and ids, so that they meet. How long
 * entries have been idle is set by commands, hours apart, since the servers' clocks differ.
 */
final class StreamGroupMix extends FormMix {
  private static final int STREAMS = 3;
  private static final int RECENT_IDS = 40;
  private static final List<String> ODD_IDS =
      List.of(
          "0",
          "0-0",
          "-",
          "+",
          "(",
          "(-",
          "(0-1",
          ">",
          "$",
          "abc",
          "",
          "5-",
          "007-1",
          "-1",
          "18446744073709551615-18446744073709551615",
          "(18446744073709551615-18446744073709551615",
          "18446744073709551615",
          "18446744073709551616-1");

  /** From here on a number is a time by the servers' clocks. */
  private static final long LEAST_TIME = 1_000_000_000_000L;

  /** Idle times agree if they are equal in this unit. */
  private static final long IDLE_UNIT_MS = 1_000_000;

  private static final ReplyRule TIMES =
      (redis, vedette) -> withoutTimes(redis).equals(withoutTimes(vedette));

  /** 7.0 speaks of XREAD whatever was called. */
  private static final ReplyRule UNBALANCED =
      (redis, vedette) ->
          redis.isError()
              && vedette.isError()
              && redis.text().startsWith("ERR Unbalanced XREAD list")
              && vedette.text().startsWith("ERR Unbalanced 'xreadgroup' list");

  private final Queue<byte[][]> next = new ArrayDeque<>();
  private long clockMs = 1;

  StreamGroupMix() {
    super("groups");
    word("s", draw -> draw.oneIn(20) ? draw.key() : draw.keys().get(draw.below(STREAMS)));
    word("id", draw -> Draw.bytes(++clockMs + (draw.oneIn(3) ? "-1" : "")));
    word("old", draw -> Draw.bytes(draw.oneIn(20) ? draw.pick(ODD_IDS) : oldId(draw)));
    word("bound", draw -> Draw.bytes((draw.oneIn(6) ? "(" : "") + oldId(draw)));
    word("g", draw -> Draw.bytes(draw.oneIn(40) ? "gone" : "g" + draw.below(2)));
    word("c", draw -> Draw.bytes("c" + draw.below(4)));
    word("ms", draw -> Draw.bytes(draw.oneIn(2) ? "0" : draw.oneIn(9) ? "-7" : "3500000"));
    word("odd", draw -> Draw.bytes(draw.pick(List.of("-1", "x", "9223372036854775808"))));
    word("ago", draw -> Draw.bytes(draw.oneIn(3) ? "2500000" : "7500000"));
    forms();
    rule("XREADGROUP", UNBALANCED);
    rule("XPENDING", TIMES);
    rule("XINFO", TIMES);
  }

  private void forms() {
    form(40, "XADD s id m v");
    form(6, "XADD s MAXLEN n id a b");
    form(12, "XDEL s old...");
    form(2, "XTRIM s MAXLEN n|40");
    form(2, "XSETID s id|old ENTRIESADDED+n? MAXDELETEDID+old?");
    form(10, "XGROUP CREATE s g $|0|old MKSTREAM? ENTRIESREAD+n|-1|i?");
    form(5, "XGROUP SETID s g $|0|old ENTRIESREAD+n|-1|i?");
    form(1, "XGROUP DESTROY s g");
    form(2, "XGROUP CREATECONSUMER s g c");
    form(2, "XGROUP DELCONSUMER s g c");
    form(1, "XGROUP HELP|CREATE|SETID|DESTROY|DELCONSUMER|OTHER k...");
    form(30, "XREADGROUP GROUP g c COUNT+n? NOACK? STREAMS s >");
    form(6, "XREADGROUP GROUP g c COUNT+n? BLOCK+1? STREAMS s s >|0 >|0|old");
    form(12, "XREADGROUP GROUP g c COUNT+n? STREAMS s 0|0|old");
    form(1, "XREADGROUP GROUP+g+c? COUNT+i? NOACK? STREAMS s old|$");
    form(14, "XACK s g old...");
    form(8, "XPENDING s g");
    form(12, "XPENDING s g IDLE+ms? -|bound +|bound n|i c?");
    form(1, "XPENDING s g IDLE? ms|odd - + n c...");
    form(12, "XCLAIM s g c ms old... IDLE+ago? RETRYCOUNT+n? FORCE? JUSTID? LASTID+old?");
    form(6, "XCLAIM s g c 0 old old old TIME+0|1|12345? FORCE? JUSTID?");
    form(1, "XCLAIM s g c odd old IDLE|TIME|RETRYCOUNT+i? JUSTID|FORCE|LASTID...");
    form(12, "XAUTOCLAIM s g c ms 0-0|bound COUNT+n? JUSTID?");
    form(1, "XAUTOCLAIM s g c odd old COUNT+i? OTHER?");
    form(14, "XINFO GROUPS s");
    form(10, "XINFO CONSUMERS s g");
    form(10, "XINFO STREAM s FULL COUNT+n?");
    form(1, "XINFO HELP");
    form(2, "XLEN|TYPE|EXISTS|PERSIST s");
    form(2, "COPY s s REPLACE?");
    form(1, "RENAME s s");
    form(1, "DEL s");
    form(1, "SET s v");
  }

  private String oldId(Draw draw) {
    long ms = Math.max(0, clockMs - draw.below(RECENT_IDS));
    return ms + (draw.oneIn(3) ? "-1" : draw.oneIn(4) ? "" : "-0");
  }

  /**
   * Whoever reads or claims is made a consumer first, which 7.0 does only once there is something
   * for it.
   */
  @Override
  public byte[][] next(Draw draw) {
    if (!next.isEmpty()) {
      return next.remove();
    }
    byte[][] command = super.next(draw);
    boolean claims = isNamed(command, "XCLAIM") || isNamed(command, "XAUTOCLAIM");
    if (claims && command.length > 3) {
      next.add(consumer(command[1], command[2], command[3]));
    } else if (isNamed(command, "XREADGROUP")) {
      int group = find(command, "GROUP");
      int first = find(command, "STREAMS") + 1;
      for (int i = first; group + 2 < command.length && i < (first + command.length) / 2; i++) {
        next.add(consumer(command[i], command[group + 1], command[group + 2]));
      }
      int block = find(command, "BLOCK");
      if (block + 1 < command.length) {
        command[block + 1] = Draw.bytes("1");
      }
    }
    next.add(command);
    return next.remove();
  }

  private static byte[][] consumer(byte[] key, byte[] group, byte[] consumer) {
    return new byte[][] {Draw.bytes("XGROUP"), Draw.bytes("CREATECONSUMER"), key, group, consumer};
  }

  /** The place of a word; the end if it is not there. */
  private static int find(byte[][] command, String word) {
    int at = 0;
    while (at < command.length && !new String(command[at], ISO_8859_1).equalsIgnoreCase(word)) {
      at++;
    }
    return at;
  }

  /** A reply without what depends on the clocks, and without what 7.0 does not tell. */
  private static RespReply withoutTimes(RespReply reply) {
    if (!reply.isAggregate()) {
      boolean time = reply.type() == ':' && Long.parseLong(reply.text()) >= LEAST_TIME;
      return time ? new RespReply(':', "time", null) : reply;
    }
    List<RespReply> kept = new ArrayList<>();
    List<RespReply> items = reply.items();
    for (int i = 0; i < items.size(); i++) {
      String name = items.get(i).text();
      if ("inactive".equals(name) || "active-time".equals(name)) {
        i++;
      } else if ("idle".equals(name)) {
        kept.add(items.get(i++));
      } else if (i == 2 && items.size() == 4 && items.get(i).type() == ':') {
        kept.add(inUnits(withoutTimes(items.get(i))));
      } else {
        kept.add(withoutTimes(items.get(i)));
      }
    }
    return new RespReply(reply.type(), null, kept);
  }

  private static RespReply inUnits(RespReply idle) {
    return idle.text().equals("time")
        ? idle
        : new RespReply(':', Long.toString(Long.parseLong(idle.text()) / IDLE_UNIT_MS), null);
  }
}
