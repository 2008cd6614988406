package io.vedette.deploy.fuzz;

import io.vedette.deploy.differential.RespReply;
import io.vedette.protocol.rdb.DumpPayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * RESTORE of any payload with a right checksum is refused, or makes a value with which all is well:
 * it is as long as it says, tells no member twice, can be changed, and comes back equal from DUMP.
 *
 * <p>Input: the type byte and the value as RDB; version and checksum are put behind it.
 */
public final class RestoreFuzz {
  private static final String REFUSED = "ERR Bad data format";

  private RestoreFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] payload = DumpPayload.of(input[0] & 0xff, out -> out.raw(input, 1, input.length - 1));
    LoneKeyspace keys = new LoneKeyspace();
    RespReply restored = keys.run("RESTORE", "k", "0", text(payload));
    if (restored.isError()) {
      require(restored.text().equals(REFUSED), restored.text());
      require(keys.run("TYPE", "k").text().equals("none"), "refused and yet there");
      return;
    }
    String type = keys.run("TYPE", "k").text();
    if (type.equals("none")) {
      return;
    }
    isWhole(keys, type);
    comesBack(keys);
    change(keys, type);
    if (!keys.run("TYPE", "k").text().equals("none")) {
      isWhole(keys, type);
      comesBack(keys);
    }
  }

  private static void isWhole(LoneKeyspace keys, String type) {
    switch (type) {
      case "string" -> sameCount(keys.run("STRLEN", "k"), keys.run("GET", "k").text().length());
      case "list" -> sameCount(keys.run("LLEN", "k"), told(keys, 1, "LRANGE", "k", "0", "-1"));
      case "set" -> sameCount(keys.run("SCARD", "k"), different(keys, 1, "SMEMBERS", "k"));
      // A packed hash may name a field twice: as in Redis, loading does not look for that.
      case "hash" -> sameCount(keys.run("HLEN", "k"), told(keys, 2, "HGETALL", "k"));
      case "zset" -> {
        int members = different(keys, 2, "ZRANGE", "k", "0", "-1", "WITHSCORES");
        sameCount(keys.run("ZCARD", "k"), members);
        isInOrder(keys.run("ZRANGE", "k", "0", "-1", "WITHSCORES").items());
        sameCount(keys.run("ZCOUNT", "k", "-inf", "+inf"), members);
      }
      case "stream" -> sameCount(keys.run("XLEN", "k"), told(keys, 1, "XRANGE", "k", "-", "+"));
      default -> throw new AssertionError("a value of type " + type);
    }
    keys.run("OBJECT", "ENCODING", "k");
  }

  private static void isInOrder(List<RespReply> membersAndScores) {
    for (int i = 3; i < membersAndScores.size(); i += 2) {
      double before = score(membersAndScores.get(i - 2).text());
      double after = score(membersAndScores.get(i).text());
      require(before <= after, "score " + before + " before " + after);
    }
  }

  private static double score(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static void comesBack(LoneKeyspace keys) {
    RespReply dump = keys.run("DUMP", "k");
    RespReply restored = keys.run("RESTORE", "copy", "0", dump.text(), "REPLACE");
    require(!restored.isError(), "its own dump is refused: " + restored.text());
    String digests = keys.run("DEBUG", "DIGEST-VALUE", "k", "copy").toString();
    String[] parts = digests.replaceAll("[^0-9a-f,]", "").split(",");
    require(parts.length == 2 && parts[0].equals(parts[1]), "comes back as another: " + digests);
  }

  private static void change(LoneKeyspace keys, String type) {
    switch (type) {
      case "string" -> keys.run("SETRANGE", "k", "3", "new");
      case "list" -> {
        keys.run("LPOP", "k");
        keys.run("RPUSH", "k", "new");
        keys.run("LINSERT", "k", "BEFORE", "new", "newer");
        keys.run("LTRIM", "k", "0", "1000");
      }
      case "set" -> {
        keys.run("SPOP", "k");
        keys.run("SADD", "k", "new", "17");
        keys.run("SREM", "k", "17");
      }
      case "hash" -> {
        String field = keys.run("HKEYS", "k").items().getFirst().text();
        keys.run("HDEL", "k", field);
        keys.run("HSET", "k", "new", "value", field, "changed");
      }
      case "zset" -> {
        keys.run("ZPOPMIN", "k");
        keys.run("ZADD", "k", "1", "new", "-1", "newer");
        keys.run("ZREMRANGEBYRANK", "k", "-1", "-1");
      }
      default -> {
        keys.run("XADD", "k", "*", "field", "value");
        keys.run("XTRIM", "k", "MAXLEN", "1");
      }
    }
  }

  private static int told(LoneKeyspace keys, int each, String... command) {
    return keys.run(command).items().size() / each;
  }

  /** How many first ones of each group there are, which must differ from each other. */
  private static int different(LoneKeyspace keys, int each, String... command) {
    List<RespReply> all = keys.run(command).items();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < all.size(); i += each) {
      names.add(all.get(i).text());
    }
    require(new HashSet<>(names).size() == names.size(), "twice among " + names);
    return names.size();
  }

  private static void sameCount(RespReply said, int told) {
    require(said.text().equals(Integer.toString(told)), said + " said, " + told + " there");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
