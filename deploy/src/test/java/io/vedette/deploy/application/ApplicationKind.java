package io.vedette.deploy.application;

import static org.awaitility.Awaitility.await;

import io.vedette.deploy.process.RealTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The applications there are. */
enum ApplicationKind {
  /** Optimistic transactions and pipelines, with redis-py. */
  MARKETPLACE(60) {
    @Override
    Application start(Database database) {
      return python("marketplace.py", portAndPrefix(database));
    }
  },
  /** Writes whose arrival at a replica and on its disk is looked up there, with redis-py. */
  VERIFIED_WRITES(4) {
    @Override
    Application start(Database database) {
      List<String> arguments = new ArrayList<>(List.of(database.prefix()));
      arguments.addAll(database.copies());
      return python("verified_writes.py", arguments);
    }
  },
  /** Blocking moves between lists, with Jedis. */
  JOB_QUEUE(60) {
    @Override
    Application start(Database database) {
      return JobQueue.start(database);
    }
  },
  /** A sorted set and its ranks, with ioredis. */
  LEADERBOARD(60) {
    @Override
    Application start(Database database) {
      return program(List.of("node", JavaScript.leaderboard().toString()), portAndPrefix(database));
    }
  },
  /** A stream, its group, and consumers that take over from each other, with Lettuce. */
  ORDER_STREAM(60) {
    @Override
    Application start(Database database) {
      return OrderStream.start(database);
    }
  };

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final int part;

  /**
   * @param part how many pieces of work are a good part of a run
   */
  ApplicationKind(int part) {
    this.part = part;
  }

  /** Starts it; the running test is skipped where its client library is not installed. */
  abstract Application start(Database database);

  /** Lets it do its part of work once more. */
  void awaitPart(Application application) {
    long enough = application.progress() + part;
    await()
        .alias(name() + " goes on")
        .atMost(PATIENCE)
        .until(() -> application.progress() >= enough);
  }

  Application python(String script, List<String> arguments) {
    RealTools.requirePythonRedis();
    // -B: it shall leave no compiled files beside the sources.
    Path file = JavaScript.resources().resolve(script);
    return program(List.of(RealTools.PYTHON, "-B", file.toString()), arguments);
  }

  Application program(List<String> start, List<String> arguments) {
    List<String> command = new ArrayList<>(start);
    command.addAll(arguments);
    return ApplicationProgram.start(name(), command);
  }

  private static List<String> portAndPrefix(Database database) {
    return List.of(Integer.toString(database.at().port()), database.prefix());
  }
}
