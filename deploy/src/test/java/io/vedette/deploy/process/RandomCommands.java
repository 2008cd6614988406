package io.vedette.deploy.process;

import java.util.List;
import java.util.Random;

/** Random commands on strings and keys, rich in edge cases, on few keys so that they meet. */
final class RandomCommands {
  private static final List<String> INTEGERS =
      List.of(
          "0",
          "1",
          "-1",
          "5",
          "-3",
          "9223372036854775807",
          "-9223372036854775808",
          "99999999999999999999",
          "abc",
          "",
          "1.5",
          "007");

  /**
   * {@code k} is a key, {@code v} a value, {@code i} an integer, {@code f} a float, {@code t} a
   * TTL.
   */
  private static final List<String> FORMS =
      List.of(
          "SET k v",
          "SET k f",
          "SET k i",
          "SET k v NX",
          "SET k v XX",
          "SET k v GET",
          "SET k v KEEPTTL",
          "SET k v EX t",
          "SET k v NX GET",
          "SETNX k v",
          "SETEX k t v",
          "GET k",
          "GETSET k v",
          "GETDEL k",
          "GETEX k EX t",
          "GETEX k PERSIST",
          "APPEND k v",
          "STRLEN k",
          "SETRANGE k i v",
          "SETRANGE k 7 v",
          "GETRANGE k i i",
          "GETRANGE k 2 i",
          "INCR k",
          "DECR k",
          "INCRBY k i",
          "DECRBY k i",
          "INCRBYFLOAT k f",
          "MSET k v k f",
          "MSETNX k v k v",
          "MGET k k k",
          "LCS k k LEN",
          "LCS k k IDX MINMATCHLEN 2 WITHMATCHLEN",
          "DEL k k",
          "EXISTS k k",
          "RENAME k k",
          "RENAMENX k k",
          "COPY k k",
          "COPY k k REPLACE",
          "COPY k k DB 1",
          "MOVE k 1",
          "SWAPDB 0 1",
          "EXPIRE k t",
          "EXPIRE k t GT",
          "EXPIRE k t LT",
          "EXPIRE k t NX",
          "PERSIST k",
          "TTL k",
          "TYPE k",
          "DBSIZE",
          "KEYS *",
          "KEYS k[1-3]",
          "SCAN 0 COUNT 1000");

  private final Random random;

  RandomCommands(long seed) {
    this.random = new Random(seed);
  }

  String[] next() {
    String[] words = FORMS.get(random.nextInt(FORMS.size())).split(" ");
    for (int i = 1; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "k" -> "k" + random.nextInt(10);
            case "v" -> value();
            case "i" -> pick(INTEGERS);
            case "f" -> number();
            case "t" -> pick(List.of("100", "200", "300", "0", "-1"));
            default -> words[i];
          };
    }
    return words;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String value() {
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(random.nextInt(2000) - 1000);
      case 1 -> "x".repeat(random.nextInt(80));
      case 2 -> "ab".repeat(random.nextInt(8)) + "c".repeat(random.nextInt(3));
      default -> number();
    };
  }

  private String number() {
    return switch (random.nextInt(5)) {
      case 0 -> Double.toString(random.nextDouble() * 200 - 100);
      case 1 -> random.nextInt(1_000_000) + "e" + (random.nextInt(60) - 30);
      case 2 -> Long.toString(random.nextLong() % 1_000_000_000_000L);
      case 3 -> "0." + "3".repeat(1 + random.nextInt(25));
      default -> (random.nextLong() >>> 3) + "." + (random.nextLong() >>> 3);
    };
  }
}
