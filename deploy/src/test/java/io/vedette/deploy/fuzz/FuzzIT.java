package io.vedette.deploy.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.process.RealRedis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/**
 * Jazzer's search for input that breaks what {@link RequestParserFuzz} and {@link RestoreFuzz}
 * demand: 100,000 executions of each, by hand {@code -Dfuzz.runs=10000000}. The folder that a
 * failure names holds the input.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class FuzzIT {
  private static final int DUMP_FOOTER_BYTES = 10;

  @Test
  void requestsAreUnderstoodHoweverTheyAreCut() throws Exception {
    Fuzzing fuzzing = new Fuzzing(RequestParserFuzz.class);
    for (String requests :
        new String[] {
          "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\n",
          "SET k \"a \\x41\\n\" 'b'\r\nPING\r\n",
          "*-1\r\n*0\r\n*1\r\n$0\r\n\r\n",
          "*1\r\n$-1\r\n",
          "*3\r\n$3\r\nSET\r\n:1\r\n",
          "*99999999999\r\n",
        }) {
      fuzzing.seed(("\0\0" + requests).getBytes(ISO_8859_1));
      fuzzing.seed(("\2\4\1\5\1\1" + requests).getBytes(ISO_8859_1));
      fuzzing.seed(("\3\3\2\2\2" + requests).getBytes(ISO_8859_1));
    }
    fuzzing.run();
  }

  @Test
  void restoredValuesAreWholeOrRefused() throws Exception {
    Fuzzing fuzzing = new Fuzzing(RestoreFuzz.class);
    try (RealRedis redis = RealRedis.start("fuzz-redis")) {
      seedFromRedis(fuzzing, redis.address());
    }
    seedFormsOfOldVersions(fuzzing);
    fuzzing.run();
  }

  /** A value of every type and encoding, as redis-server dumps it. */
  private static void seedFromRedis(Fuzzing fuzzing, Address address) throws IOException {
    String[] commands = {
      "SET text some-text",
      "SET number 12345",
      "SET long " + "abc".repeat(40),
      "RPUSH list a 17 " + "x".repeat(70) + " -3",
      "SADD integers 1 2 70000",
      "SADD set a b 3",
      "HSET hash f v g 12",
      "ZADD zset 1 a 2.5 b -inf c",
      "XADD stream 5-1 f v g w",
      "XADD stream 6-1 f x g y",
      "XADD stream 7-1 h z",
      "XDEL stream 6-1",
      "XGROUP CREATE stream group 0",
      "XREADGROUP GROUP group consumer COUNT 1 STREAMS stream >",
      "PFADD loglog a b c",
      "CONFIG SET list-max-listpack-size 2",
      "CONFIG SET hash-max-listpack-entries 1",
      "CONFIG SET zset-max-listpack-entries 1",
      "RPUSH long-list a b c d e",
      "HSET table f v g w h " + "y".repeat(90),
      "ZADD skiplist 1 a 2 b 2 c inf d",
    };
    try (Jedis jedis = new Jedis(address.host(), address.port())) {
      for (String command : commands) {
        String[] words = command.split(" ");
        jedis.sendCommand(
            () -> words[0].getBytes(ISO_8859_1), Arrays.copyOfRange(words, 1, words.length));
      }
      for (String key : jedis.keys("*")) {
        byte[] dump = (byte[]) jedis.sendCommand(Protocol.Command.DUMP, key);
        fuzzing.seed(Arrays.copyOf(dump, dump.length - DUMP_FOOTER_BYTES));
      }
    }
  }

  /** What redis-server 7.0 reads but does not write any more. */
  private static void seedFormsOfOldVersions(Fuzzing fuzzing) throws IOException {
    byte[] pairs = ziplist("a", "1", "bb", "2.5");
    fuzzing.seed(concatenated(new byte[] {1, 2, 1, 'a', 2, 'b', 'b'}));
    fuzzing.seed(concatenated(new byte[] {3, 1, 1, 'a', 3, '1', '.', '5'}));
    fuzzing.seed(concatenated(new byte[] {9, 9, 1, 1, 'f', 2, 0, 'v', 'w', (byte) 0xff}));
    for (byte type : new byte[] {10, 12, 13}) {
      fuzzing.seed(concatenated(new byte[] {type, (byte) pairs.length}, pairs));
    }
    fuzzing.seed(concatenated(new byte[] {14, 1, (byte) pairs.length}, pairs));
    fuzzing.seed(concatenated(new byte[] {11, 10, 2, 0, 0, 0, 1, 0, 0, 0, 5, 0}));
  }

  /** A ziplist of short strings. */
  private static byte[] ziplist(String... texts) {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    int before = 0;
    int last = 0;
    for (String text : texts) {
      last = entries.size();
      entries.write(before);
      entries.write(text.length());
      entries.writeBytes(text.getBytes(ISO_8859_1));
      before = text.length() + 2;
    }
    int head = 10;
    int bytes = head + entries.size() + 1;
    return concatenated(
        new byte[] {(byte) bytes, 0, 0, 0, (byte) (head + last), 0, 0, 0, (byte) texts.length, 0},
        entries.toByteArray(),
        new byte[] {(byte) 0xff});
  }

  private static byte[] concatenated(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
