package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A mix told by weighted forms, such as {@code SET k v NX|XX? EX+t|KEEPTTL? GET?}.
 *
 * <p>A form's words are separated by blanks. {@code a|b} is one of these, {@code a+b} are arguments
 * one after the other, a final {@code ?} makes a word optional, a final {@code ...} repeats it one
 * to four times. Names that {@link #word} explains are drawn; anything else stands for itself.
 * These are explained from the start: {@code k} key, {@code v} value, {@code i} integer at limits,
 * {@code n} number below 20, {@code f} floating point number, {@code t} time to live, {@code m}
 * member.
 *
 * <p>A few commands of every mix are spoilt: an argument too many or too few, or one of the wrong
 * kind, or in small letters.
 */
public abstract class FormMix implements CommandMix {
  private static final int SPOILT_ONE_IN = 20;
  private static final int OPTIONAL_ONE_IN = 3;
  private static final int MOST_REPEATS = 4;

  private final String name;
  private final NavigableMap<Integer, String[]> forms = new TreeMap<>();
  private final Map<String, Function<Draw, byte[]>> words = new HashMap<>();
  private final Map<String, ReplyRule> rules = new HashMap<>();
  private int weights;

  protected FormMix(String name) {
    this.name = name;
    word("k", Draw::key);
    word("v", Draw::value);
    word("i", Draw::integer);
    word("n", draw -> draw.number(20));
    word("f", Draw::floating);
    word("t", Draw::timeToLive);
    word("m", Draw::member);
    rule("TTL", ReplyRule.SOON_AFTER_S);
    rule("PTTL", ReplyRule.SOON_AFTER_MS);
    rule("EXPIRETIME", ReplyRule.SOON_AFTER_S);
    rule("PEXPIRETIME", ReplyRule.SOON_AFTER_MS);
    rule("KEYS", ReplyRule.ANY_ORDER);
    rule("SCAN", ReplyRule.SCAN);
    rule("RANDOMKEY", ReplyRule.SAME_KIND);
  }

  /** Adds a form; it is drawn in proportion to its weight. */
  protected final void form(int weight, String form) {
    forms.put(weights, form.split(" "));
    weights += weight;
  }

  /** Says what stands for a word of the forms. */
  protected final void word(String word, Function<Draw, byte[]> drawn) {
    words.put(word, drawn);
  }

  /** Says how replies to a command must agree; without that, byte for byte. */
  protected final void rule(String command, ReplyRule rule) {
    rules.put(command, rule);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String toString() {
    return name;
  }

  @Override
  public ReplyRule rule(byte[][] command) {
    String called = new String(command[0], ISO_8859_1);
    return rules.getOrDefault(called.toUpperCase(Locale.ROOT), ReplyRule.EXACT);
  }

  /** Without places that would make strings of hundreds of megabytes. */
  @Override
  public byte[][] next(Draw draw) {
    byte[][] command = any(draw);
    while (command.length > 2 && isHuge(command)) {
      command = any(draw);
    }
    return command;
  }

  private static boolean isHuge(byte[][] command) {
    String name = new String(command[0], ISO_8859_1).toUpperCase(Locale.ROOT);
    if (name.endsWith("RANDFIELD") || name.endsWith("RANDMEMBER")) {
      // Redis answers as many as are asked for, and would not end with some numbers.
      return new String(command[2], ISO_8859_1).matches("-[0-9]{4,}");
    }
    if (!name.equals("SETBIT") && !name.equals("SETRANGE") && !name.startsWith("BITFIELD")) {
      return false;
    }
    for (int i = 2; i < command.length; i++) {
      boolean place = i == 2 || new String(command[i - 1], ISO_8859_1).matches("[iu][0-9]+");
      String text = new String(command[i], ISO_8859_1);
      if (place && text.matches("#?[0-9]{7,18}")) {
        return Long.parseLong(text.replace("#", "")) >> 33 == 0;
      }
    }
    return false;
  }

  private byte[][] any(Draw draw) {
    List<byte[]> command = new ArrayList<>();
    for (String word : forms.floorEntry(draw.below(weights)).getValue()) {
      add(command, word, draw);
    }
    if (draw.oneIn(SPOILT_ONE_IN)) {
      spoil(command, draw);
    }
    return command.toArray(byte[][]::new);
  }

  private void add(List<byte[]> command, String word, Draw draw) {
    if (word.endsWith("?")) {
      if (draw.oneIn(OPTIONAL_ONE_IN)) {
        addOneOf(command, word.substring(0, word.length() - 1), draw);
      }
    } else if (word.endsWith("...")) {
      for (int i = draw.below(MOST_REPEATS); i >= 0; i--) {
        addOneOf(command, word.substring(0, word.length() - 3), draw);
      }
    } else {
      addOneOf(command, word, draw);
    }
  }

  private void addOneOf(List<byte[]> command, String word, Draw draw) {
    String[] choices = word.split("\\|");
    for (String part : choices[draw.below(choices.length)].split("\\+")) {
      Function<Draw, byte[]> drawn = words.get(part);
      command.add(drawn == null ? Draw.bytes(part) : drawn.apply(draw));
    }
  }

  private static void spoil(List<byte[]> command, Draw draw) {
    int last = command.size() - 1;
    switch (draw.below(5)) {
      case 0 -> command.add(draw.value());
      case 1 -> {
        if (last > 0) {
          command.remove(last);
        }
      }
      case 2 -> {
        if (last > 0) {
          command.set(1 + draw.below(last), draw.integer());
        }
      }
      case 3 -> {
        if (last > 0) {
          command.set(1 + draw.below(last), draw.value());
        }
      }
      default -> command.replaceAll(FormMix::small);
    }
  }

  private static byte[] small(byte[] word) {
    byte[] copy = word.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] >= 'A' && copy[i] <= 'Z') {
        copy[i] += 'a' - 'A';
      }
    }
    return copy;
  }

  /**
   * Whether a CONFIG SET sets a limit to a plain number. One that only one of the two takes would
   * change everything after it.
   */
  protected static boolean setsPlainLimit(byte[][] command) {
    return command.length == 4 && new String(command[3], ISO_8859_1).matches("-?\\d{1,3}");
  }

  /** Whether a command has this name, in any case of letters. */
  protected static boolean isNamed(byte[][] command, String name) {
    return new String(command[0], ISO_8859_1).equalsIgnoreCase(name);
  }

  /**
   * Whether a scan of one key begins at the start and has room for all, so that it ends at once.
   */
  protected static boolean isWholeScan(byte[][] command) {
    return command.length > 4
        && new String(command[2], ISO_8859_1).equals("0")
        && new String(command[4], ISO_8859_1).equals("1000");
  }
}
