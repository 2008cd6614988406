package io.vedette.deploy.bench;

import io.vedette.deploy.bench.FigureTable.Bound;
import io.vedette.deploy.bench.FigureTable.Row;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** What commands on values of a million elements take, from the client's side. */
final class LargeValues {
  private static final int SET_MEMBERS = 10_000;

  /** The first second or two of a command are those in which it is compiled. */
  private static final int WARM_UP_ROUNDS = 3;

  private final Contender vedette;
  private final Contender redis;
  private final int size;
  private final int requests;
  private final int rounds;
  private final Consumer<String> progress;

  LargeValues(
      Contender vedette, Contender redis, boolean quick, int rounds, Consumer<String> progress) {
    this.vedette = vedette;
    this.redis = redis;
    this.size = quick ? 100_000 : 1_000_000;
    this.requests = quick ? 50_000 : 400_000;
    this.rounds = rounds;
    this.progress = progress;
  }

  void run(List<Row> rows) throws IOException {
    for (Contender server : List.of(vedette, redis)) {
      progress.accept("filling " + server.name());
      try (RespClient client = server.connect();
          Pipeline pipeline = new Pipeline(client)) {
        for (int i = 0; i < size; i++) {
          pipeline.send("ZADD", "z", Integer.toString(i), member(i));
          pipeline.send("HSET", "h", member(i), "value");
        }
        for (int i = 0; i < SET_MEMBERS; i++) {
          pipeline.send("SADD", "a", member(i));
          pipeline.send("SADD", "b", member(i + SET_MEMBERS / 2));
        }
      }
    }
    compare("ZADD", 1, List.of("ZADD", "z", "__rand_int__", "member:__rand_int__"), rows);
    compare("ZRANK", 1, List.of("ZRANK", "z", "member:__rand_int__"), rows);
    compare("ZRANGE of 20", 1, List.of("ZRANGE", "z", "-20", "-1"), rows);
    compare("HSET", 1, List.of("HSET", "h", "member:__rand_int__", "value"), rows);
    compare("SUNIONSTORE of two of 10,000", 2_000, List.of("SUNIONSTORE", "c", "a", "b"), rows);
  }

  private static String member(int i) {
    return String.format("member:%012d", i);
  }

  private void compare(String name, int weight, List<String> command, List<Row> rows)
      throws IOException {
    progress.accept(name);
    int count = Math.max(100, requests / weight);
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      round(vedette, weight, count, command);
      round(redis, weight, count, command);
    }
    rows.add(
        Row.ofTurns(
            name,
            "us",
            rounds,
            () -> round(vedette, weight, count, command),
            () -> round(redis, weight, count, command),
            Bound.ratioAtMost(1)));
  }

  /** Microseconds for each command, where the server is what limits. */
  private double round(Contender server, int weight, int count, List<String> command) {
    int connections = weight > 1 ? 1 : 50;
    int pipeline = weight > 1 ? 1 : 16;
    return 1e6
        / RedisBenchmark.run(
                server.at(), server.process(), connections, pipeline, count, size, command)
            .requestsPerSecond();
  }
}
