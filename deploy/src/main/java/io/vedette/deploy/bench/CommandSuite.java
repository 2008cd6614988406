package io.vedette.deploy.bench;

import io.vedette.deploy.bench.FigureTable.Bound;
import io.vedette.deploy.bench.FigureTable.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every test of the suite that {@code redis-benchmark} runs by itself, in its order and with its
 * arguments: server CPU per command of 50 connections, without and with a pipeline.
 */
final class CommandSuite {
  private static final int CONNECTIONS = 50;
  private static final int PIPELINE = 16;

  /** What a round is cut into: a machine changes its speed within seconds. */
  private static final int TURNS = 3;

  /** The suite's numbers are fixed unless asked otherwise. */
  private static final int NO_RANGE = 1;

  private static final String VALUE = "xxx";

  private record Test(String name, int weight, List<String> command) {
    static Test of(String name, String... command) {
      return new Test(name, 1, List.of(command));
    }

    static Test range(int elements) {
      String last = Integer.toString(elements - 1);
      return new Test("LRANGE_" + elements, elements / 20, List.of("LRANGE", "mylist", "0", last));
    }
  }

  private static final List<Test> TESTS =
      List.of(
          Test.of("PING, inline", "-t", "ping_inline"),
          Test.of("PING", "-t", "ping_mbulk"),
          Test.of("SET", "SET", "key:__rand_int__", VALUE),
          Test.of("GET", "GET", "key:__rand_int__"),
          Test.of("INCR", "INCR", "counter:__rand_int__"),
          Test.of("LPUSH", "LPUSH", "mylist", VALUE),
          Test.of("RPUSH", "RPUSH", "mylist", VALUE),
          Test.of("LPOP", "LPOP", "mylist"),
          Test.of("RPOP", "RPOP", "mylist"),
          Test.of("SADD", "SADD", "myset", "element:__rand_int__"),
          Test.of("HSET", "HSET", "myhash", "element:__rand_int__", VALUE),
          Test.of("SPOP", "SPOP", "myset"),
          Test.of("ZADD", "ZADD", "myzset", "0", "element:__rand_int__"),
          Test.of("ZPOPMIN", "ZPOPMIN", "myzset"),
          Test.of("LPUSH for LRANGE", "LPUSH", "mylist", VALUE),
          Test.range(100),
          Test.range(300),
          Test.range(500),
          Test.range(600),
          new Test("MSET", 4, mset()));

  private final Contender vedette;
  private final Contender redis;
  private final int requests;
  private final int rounds;
  private final Consumer<String> progress;

  CommandSuite(
      Contender vedette, Contender redis, boolean quick, int rounds, Consumer<String> progress) {
    this.vedette = vedette;
    this.redis = redis;
    this.requests = (quick ? 20_000 : 150_000) / TURNS;
    this.rounds = rounds;
    this.progress = progress;
  }

  private static List<String> mset() {
    List<String> command = new ArrayList<>(List.of("MSET"));
    for (int i = 0; i < 10; i++) {
      command.addAll(List.of("key:__rand_int__", VALUE));
    }
    return command;
  }

  void run(List<Row> rows) throws IOException {
    measure(1, Bound.ratioAtMost(1.15), rows);
    measure(PIPELINE, Bound.ratioAtMost(1), rows);
  }

  private void measure(int pipeline, Bound bound, List<Row> rows) throws IOException {
    progress.accept("warming up");
    for (Test test : TESTS) {
      round(vedette, test, pipeline);
      round(redis, test, pipeline);
    }
    for (Test test : TESTS) {
      String name = test.name() + (pipeline > 1 ? ", pipeline of " + pipeline : "");
      progress.accept(name);
      rows.add(
          Row.ofTurns(
              name,
              "us/op",
              rounds * TURNS,
              () -> round(vedette, test, pipeline),
              () -> round(redis, test, pipeline),
              bound));
    }
  }

  private double round(Contender server, Test test, int pipeline) {
    int count = requests * (pipeline > 1 ? 5 : 1) / test.weight();
    return RedisBenchmark.run(
            server.at(), server.process(), CONNECTIONS, pipeline, count, NO_RANGE, test.command())
        .cpuMicros();
  }
}
