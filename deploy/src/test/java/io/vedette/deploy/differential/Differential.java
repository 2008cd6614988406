package io.vedette.deploy.differential;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends one mix's commands to both servers in pipelined batches and collects where they disagree.
 * After a difference both start again with empty databases, so that one cause is told once.
 */
final class Differential implements Closeable {
  private static final int BATCH_COMMANDS = 100;

  /** Fits the sockets' buffers, so that a batch is sent before its replies are read. */
  private static final int BATCH_BYTES = 32 * 1024;

  private static final int CHECKPOINT_COMMANDS = 5_000;

  /** Until both servers have deleted what has expired. */
  private static final Duration EXPIRY = Duration.ofSeconds(2);

  private static final int OTHER_PROTOCOL_ONE_IN = 10;
  private static final int MOST_DIFFERENCES = 5;

  private final RespConnection redis;
  private final RespConnection vedette;
  private final RespConnection content;
  private final CommandMix mix;
  private final long seed;
  private final Draw draw;
  private final History history;
  private final List<String> differences = new ArrayList<>();
  private int protocol = 2;

  Differential(Address redis, Address vedette, CommandMix mix, long seed) throws IOException {
    this(redis, vedette, vedette, mix, seed, new Draw(seed));
  }

  /**
   * A comparison of commands that reach their server by another way.
   *
   * @param vedette where commands go
   * @param content the server that holds all of their keys
   */
  Differential(
      Address redis, Address vedette, Address content, CommandMix mix, long seed, Draw draw)
      throws IOException {
    this.redis = new RespConnection(redis);
    this.vedette = new RespConnection(vedette);
    this.content = content.equals(vedette) ? this.vedette : new RespConnection(content);
    this.mix = mix;
    this.seed = seed;
    this.draw = draw;
    this.history = new History(draw.keys());
  }

  /** Runs so many commands, fewer after some differences; returns a report for each of these. */
  List<String> run(int commands) throws IOException {
    both("FLUSHALL");
    int nextCheckpoint = CHECKPOINT_COMMANDS;
    while (history.size() < commands && differences.size() < MOST_DIFFERENCES) {
      if (draw.oneIn(OTHER_PROTOCOL_ONE_IN)) {
        protocol = 5 - protocol;
        both("HELLO", Integer.toString(protocol));
      }
      runBatch(commands - history.size());
      if (history.size() >= nextCheckpoint) {
        nextCheckpoint += CHECKPOINT_COMMANDS;
        compareContent("after " + history.size() + " commands");
        reload();
      }
    }
    compareContent("at the end");
    reload();
    return differences;
  }

  private void both(String... words) throws IOException {
    RespReply expected = redis.call(words);
    RespReply actual = vedette.call(words);
    if (expected.isError() || actual.isError()) {
      throw new IOException(Arrays.toString(words) + ": " + expected + ", vedette: " + actual);
    }
  }

  private void runBatch(int most) throws IOException {
    List<byte[][]> batch = new ArrayList<>();
    int bytes = 0;
    while (batch.size() < Math.min(most, BATCH_COMMANDS) && bytes < BATCH_BYTES) {
      byte[][] command = mix.next(draw);
      batch.add(command);
      bytes += Arrays.stream(command).mapToInt(argument -> argument.length + 10).sum();
    }
    redis.send(batch);
    vedette.send(batch);
    boolean agreed = true;
    for (byte[][] command : batch) {
      byte[] expected = redis.read();
      byte[] actual = vedette.read();
      if (agreed) {
        history.add(command);
        agreed = Arrays.equals(expected, actual) || agree(command, expected, actual);
      }
    }
    if (!agreed) {
      both("FLUSHALL");
    }
  }

  private boolean agree(byte[][] command, byte[] expected, byte[] actual) {
    RespReply fromRedis = RespReply.parse(expected);
    RespReply fromVedette = RespReply.parse(actual);
    if (mix.rule(command).agree(fromRedis, fromVedette)
        || ReplyRule.SAME_ERROR.agree(fromRedis, fromVedette)) {
      return true;
    }
    differences.add(
        """
        %s, seed %d, command %d, RESP%d: %s
          redis:   %s
          vedette: %s
          before, on its keys:
        %s\
        """
            .formatted(
                mix.name(),
                seed,
                history.size() - 1,
                protocol,
                History.shown(command),
                fromRedis,
                fromVedette,
                history.before(command)));
    return false;
  }

  /**
   * The whole content by its digest; where that differs, each key by its own. A key whose time has
   * come counts until a server deletes it, which each does in its own time.
   */
  private void compareContent(String when) throws IOException {
    if (Await.until(EXPIRY, this::hasEqualDigests)) {
      return;
    }
    StringBuilder report = new StringBuilder();
    report.append("%s, seed %d: content differs %s%n".formatted(mix.name(), seed, when));
    for (RespReply name : redis.call("KEYS", "*").items()) {
      byte[] key = Draw.bytes(name.text());
      byte[][] ofKey = {Draw.bytes("DEBUG"), Draw.bytes("DIGEST-VALUE"), key};
      byte[][] type = {Draw.bytes("TYPE"), key};
      if (!redis.call(ofKey).equals(content.call(ofKey))) {
        report.append("  %s %s%n".formatted(redis.call(type), History.shown(type)));
        report.append(history.before(type));
      }
    }
    differences.add(report.toString());
    both("FLUSHALL");
  }

  private boolean hasEqualDigests() {
    String[] digest = {"DEBUG", "DIGEST"};
    try {
      return redis.call(digest).equals(content.call(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written must be what is read back, and then still be as Redis has it. */
  private void reload() throws IOException {
    if (content == vedette) {
      both("DEBUG", "RELOAD");
      compareContent("after DEBUG RELOAD");
    }
    exchange(redis, vedette);
    exchange(vedette, redis);
    compareContent("after an exchange by DUMP and RESTORE");
  }

  /** Every value of one server as the other understands it. */
  private void exchange(RespConnection from, RespConnection to) throws IOException {
    for (byte[] key : draw.keys()) {
      RespReply dump = from.call(new byte[][] {Draw.bytes("DUMP"), key});
      RespReply expiry = from.call(new byte[][] {Draw.bytes("PEXPIRETIME"), key});
      if (dump.isNull()) {
        continue;
      }
      byte[] time = Draw.bytes(expiry.text().equals("-1") ? "0" : expiry.text());
      byte[][] restore = {
        Draw.bytes("RESTORE"),
        key,
        time,
        Draw.bytes(dump.text()),
        Draw.bytes("REPLACE"),
        Draw.bytes("ABSTTL")
      };
      RespReply answer = to.call(restore);
      if (answer.isError()) {
        differences.add(
            "%s, seed %d: %s of %s".formatted(mix.name(), seed, answer, History.shown(restore)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    redis.close();
    vedette.close();
    content.close();
  }
}
