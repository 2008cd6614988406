package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same commands to {@code vedette server} and to {@code redis-server}: equal replies. */
@Timeout(180)
class RedisComparisonIT {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final int RANDOM_COMMANDS = 5_000;

  /** The two servers may see a command this much later or earlier than each other. */
  private static final long CLOCK_TOLERANCE_MS = 2_000;

  @AutoClose private static RealRedis redis;
  @AutoClose private static TestServer vedette;

  private RespClient toRedis;
  private RespClient toVedette;

  @BeforeAll
  static void start() {
    redis = RealRedis.start("comparison-redis");
    vedette = TestServer.start("comparison-vedette");
  }

  @BeforeEach
  void connect() throws IOException {
    toRedis = redis.connect();
    toVedette = vedette.connect();
    compare("FLUSHALL");
  }

  @AfterEach
  void disconnect() throws IOException {
    toRedis.close();
    toVedette.close();
  }

  @Test
  void edgeCasesOfStringsAndKeys() throws IOException {
    List<String[]> commands = script("/compare/strings-and-keys.txt");
    assertThat(commands).hasSizeGreaterThan(300);
    for (String[] command : commands) {
      compare(command);
    }
  }

  @Test
  void randomCommandsOnStringsAndKeys() throws IOException {
    long seed = Seed.choose();
    RandomCommands commands = new RandomCommands(seed);
    for (int i = 0; i < RANDOM_COMMANDS; i++) {
      String[] command = commands.next();
      assertThat(answer(toVedette, command))
          .as("%s, command %d of seed %d", Arrays.toString(command), i, seed)
          .isEqualTo(answer(toRedis, command));
    }
  }

  private void compare(String... command) throws IOException {
    assertThat(answer(toVedette, command))
        .as(Arrays.toString(command))
        .isEqualTo(answer(toRedis, command));
  }

  /** The reply without what may differ: the order of keys, cursors, and the moment. */
  private static Object answer(RespClient client, String... command) throws IOException {
    Reply reply = client.call(command);
    return switch (command[0]) {
      case "KEYS" -> sorted(reply);
      case "SCAN" ->
          reply instanceof Reply.Many(List<Reply> parts) ? sorted(parts.getLast()) : reply;
      case "TTL" -> rounded(reply, CLOCK_TOLERANCE_MS / 1000);
      case "PTTL" -> rounded(reply, CLOCK_TOLERANCE_MS);
      default -> reply;
    };
  }

  private static Object sorted(Reply reply) {
    if (reply instanceof Reply.Many(List<Reply> items)) {
      List<Reply> copy = new ArrayList<>(items);
      copy.sort(Comparator.comparing(Reply::toString));
      return copy;
    }
    return reply;
  }

  /** Times to live in these tests are round numbers, so a little later they round to the same. */
  private static Object rounded(Reply reply, long tolerance) {
    if (reply instanceof Reply.Number(long n) && n > tolerance) {
      return (n + tolerance) / (10 * tolerance);
    }
    return reply;
  }

  private static List<String[]> script(String resource) throws IOException {
    try (InputStream in = RedisComparisonIT.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(RedisComparisonIT::words)
          .toList();
    }
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words.toArray(String[]::new);
  }
}
