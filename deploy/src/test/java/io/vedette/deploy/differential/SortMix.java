package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * SORT and SORT_RO of lists, sets and sorted sets, by and with strings and hashes, whose keys the
 * elements tell.
 */
final class SortMix extends FormMix {
  private static final List<String> ELEMENTS =
      List.of("0", "1", "2", "3", "4", "5", "05", "5.0", "-1", "1e1", "0x7", " 6", "inf", "-inf");

  private static final List<String> ODD_ELEMENTS = List.of("", "a", "B", "nan", "1 ", "k", "*");

  /** Out of range for C, which Redis then also believes of numbers that follow. */
  private static final byte[] BEYOND = Draw.bytes("1e400");

  SortMix() {
    super("sort");
    word("c", draw -> draw.oneIn(15) ? draw.key() : draw.keys().get(4 + draw.below(4)));
    word("s", draw -> draw.oneIn(15) ? draw.key() : draw.keys().get(draw.below(4)));
    word("e", SortMix::element);
    word("w", draw -> draw.oneIn(12) ? weight(draw) : draw.number(9));
    form(6, "RPUSH c e...");
    form(6, "SADD c e...");
    form(4, "ZADD c n e");
    form(8, "SET s w");
    form(4, "HSET s f w g e");
    form(3, "DEL c");
    form(2, "DEL s");
    form(1, "LPOP|SCARD|ZPOPMIN c");
    form(1, "EXPIRE k t");
    form(10, "SORT|SORT_RO c ASC|DESC? ALPHA? LIMIT+n+n|LIMIT+i+i?");
    form(8, "SORT|SORT_RO c BY k*|k*->f|k*->none ASC|DESC? ALPHA? LIMIT+n+n? GET+#?");
    form(6, "SORT|SORT_RO c LIMIT+n+n? GET #|k*|k*->f|k*->g|k*->|x|*|k*x GET+k*? GET+#? ALPHA?");
    form(5, "SORT|SORT_RO c BY nosort|n|k|BY ASC|DESC? LIMIT+n+n|LIMIT+i+i? GET+k*?");
    form(6, "SORT c STORE c ASC|DESC? ALPHA? LIMIT+n+n? GET+k*|GET+k*->g|GET+#?");
    form(4, "SORT c BY k*|k*->f|nosort STORE c DESC? LIMIT+n+n? GET+k*|GET+#?");
    form(2, "SORT|SORT_RO c BY+k*|GET+#|DESC|ALPHA|LIMIT+n+n|STORE+c|v...");
    form(1, "LRANGE c 0 -1");
    form(1, "TYPE|TTL k");
  }

  private static byte[] element(Draw draw) {
    return Draw.bytes(draw.pick(draw.oneIn(40) ? ODD_ELEMENTS : ELEMENTS));
  }

  /** Without zero bytes, where the comparison of Redis's ALPHA ends. */
  private static byte[] weight(Draw draw) {
    byte[] value = draw.value();
    for (int i = 0; i < value.length; i++) {
      value[i] = value[i] == 0 ? (byte) 'z' : value[i];
    }
    return value;
  }

  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = super.next(draw);
    while (Arrays.stream(command).anyMatch(word -> Arrays.equals(word, BEYOND))
        || hasOwnOrder(command) && has(command, "ALPHA") && has(command, "STORE")) {
      command = super.next(draw);
    }
    return command;
  }

  @Override
  public ReplyRule rule(byte[][] command) {
    if (!hasOwnOrder(command)) {
      return super.rule(command);
    }
    boolean all = !has(command, "LIMIT") && !has(command, "GET");
    return all ? ReplyRule.ANY_ORDER : ReplyRule.SAME_KIND;
  }

  /**
   * Whether the order may be the server's own: that of a set which stays unsorted, or of elements
   * whose weights are equal texts.
   */
  private static boolean hasOwnOrder(byte[][] command) {
    String name = new String(command[0], ISO_8859_1).toUpperCase(Locale.ROOT);
    return name.startsWith("SORT")
        && has(command, "BY")
        && (has(command, "ALPHA") || !has(command, "STORE"));
  }

  private static boolean has(byte[][] command, String word) {
    for (int i = 2; i < command.length; i++) {
      if (new String(command[i], ISO_8859_1).equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }
}
