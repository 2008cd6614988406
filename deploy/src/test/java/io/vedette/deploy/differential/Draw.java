package io.vedette.deploy.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random arguments that make edge cases likely: few keys, so that commands meet, boundary numbers,
 * binary and empty texts.
 */
public final class Draw {
  private static final int KEYS = 8;

  /** Some are no integers at all, or none in canonical form. */
  private static final List<String> BOUNDARIES =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "-2",
          "7",
          "8",
          "63",
          "64",
          "127",
          "128",
          "255",
          "256",
          "-128",
          "-129",
          "32767",
          "32768",
          "65535",
          "65536",
          "2147483647",
          "2147483648",
          "-2147483648",
          "4294967295",
          "4294967296",
          "9223372036854775806",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775807",
          "-9223372036854775808",
          "-9223372036854775809",
          "99999999999999999999",
          "",
          "abc",
          "1.5",
          "007",
          "+5",
          " 5",
          "5 ",
          "-0",
          "0x10",
          "1e3");

  private static final List<String> FLOATS =
      List.of(
          "0", "-0", "1", "-1", "0.1", "-0.5", "3.14159", "1e10", "1e-10", "1e308", "-1e308", "inf",
          "-inf", "+inf", "nan", "1e400", "0x10", "", " 1", "1 ", "abc", "1.0", "5.0e3", ".5",
          "5.");

  private static final List<String> FAR_TIMES = List.of("100000000", "200000000", "300000000");

  private static final List<String> ODD_TIMES =
      List.of(
          "0",
          "-1",
          "-100",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775",
          "9223370000000000",
          "99999999999999999999",
          "4611686018427387904",
          "abc",
          "",
          "1.5");

  private final Random random;
  private final List<byte[]> keys = new ArrayList<>();

  /** The source that a seed determines. */
  public Draw(long seed) {
    this(seed, "");
  }

  /** The same, every key beginning with a prefix. */
  public Draw(long seed, String prefix) {
    random = new Random(seed);
    for (int i = 0; i < KEYS - 2; i++) {
      keys.add(bytes(prefix + "k" + i));
    }
    keys.add(bytes(prefix + "\0\r\n\u00ff\u00c3"));
    keys.add(bytes(prefix + "{tag}" + "long".repeat(20)));
  }

  /** Text as the bytes of its characters, one each. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The source itself. */
  public Random random() {
    return random;
  }

  /** A number from 0, below the bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many times. */
  public boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** One of the few keys of all commands. */
  public byte[] key() {
    return pick(keys);
  }

  /** All keys there are. */
  public List<byte[]> keys() {
    return List.copyOf(keys);
  }

  /** An integer, often at a limit, sometimes none. */
  public byte[] integer() {
    return bytes(oneIn(2) ? pick(BOUNDARIES) : Integer.toString(below(200) - 100));
  }

  /** A decimal number from 0, below the bound. */
  public byte[] number(int bound) {
    return bytes(Integer.toString(below(bound)));
  }

  /** A place counted from either end: within a bound of 0, seldom far outside. */
  public byte[] index(int bound) {
    return oneIn(20) ? integer() : bytes(Integer.toString(below(2 * bound + 1) - bound));
  }

  /** A floating point number, often odd, sometimes none. */
  public byte[] floating() {
    return bytes(
        switch (below(6)) {
          case 0 -> pick(FLOATS);
          case 1 -> Double.toString(random.nextDouble() * 200 - 100);
          case 2 -> below(1_000_000) + "e" + (below(60) - 30);
          case 3 -> Long.toString(random.nextLong() % 1_000_000_000_000L);
          case 4 -> "0." + "3".repeat(1 + below(25));
          default -> Integer.toString(below(20) - 10);
        });
  }

  /**
   * A time to live in seconds or milliseconds, or a time: so far away that it does not come during
   * the test, past, or none. What ends soon would end at different commands on the two servers.
   */
  public byte[] timeToLive() {
    return bytes(pick(oneIn(2) ? FAR_TIMES : ODD_TIMES));
  }

  /** A string: text, numbers, binary bytes, empty, rarely some kilobytes. */
  public byte[] value() {
    return switch (below(8)) {
      case 0 -> integer();
      case 1 -> bytes("x".repeat(below(80)));
      case 2 -> bytes("ab".repeat(below(8)) + "c".repeat(below(3)));
      case 3 -> floating();
      case 4 -> binary(below(40));
      case 5 -> oneIn(10) ? binary(below(5000)) : bytes("");
      default -> bytes("v" + below(100));
    };
  }

  /** Random bytes, in one of several densities of ones. */
  public byte[] binary(int length) {
    byte[] bytes = new byte[length];
    switch (below(4)) {
      case 0 -> Arrays.fill(bytes, (byte) 0xff);
      case 1 -> {
        for (int i = below(4); i < length; i += 1 + below(20)) {
          bytes[i] = (byte) random.nextInt();
        }
      }
      default -> random.nextBytes(bytes);
    }
    return bytes;
  }

  /** One of few members or fields, seldom anything else. */
  public byte[] member() {
    return oneIn(12) ? value() : bytes("m" + below(20));
  }
}
