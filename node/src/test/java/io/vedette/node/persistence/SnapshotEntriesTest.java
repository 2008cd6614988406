package io.vedette.node.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.Types;
import io.vedette.protocol.rdb.RdbReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotEntriesTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            Types.register(commands);
            KeyCommands.register(commands);
          });
  private final Keyspace keyspace = redis.keyspace();
  private final KeyspaceSnapshots snapshots = new KeyspaceSnapshots(keyspace, () -> true, () -> 0);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private void write() {
    String large = "large" + random.nextInt(4);
    String small = "small" + random.nextInt(300);
    switch (random.nextInt(14)) {
      case 0 -> redis.run("HSET " + small + " a " + random.nextInt(100_000) + " b 2");
      case 1 -> redis.run("HINCRBY " + small + " a 1");
      case 2 -> redis.run("SET text" + random.nextInt(300) + " " + random.nextInt());
      case 3 -> redis.run("APPEND text" + random.nextInt(300) + " more");
      case 4 -> redis.run("DEL " + (random.nextInt(500) == 0 ? large : small));
      case 5 -> redis.run("RENAME " + small + " " + large + random.nextInt(5));
      case 6 -> redis.run("COPY " + large + " copy" + random.nextInt(3) + " REPLACE");
      case 7 -> redis.run("EXPIRE " + (random.nextBoolean() ? small : large) + " 1000");
      case 8, 9 -> {
        redis.run("ZADD ranks " + random.nextInt(100) + " m" + random.nextInt(6_000));
        redis.run("ZADD ranks GT " + random.nextInt(100) + " m" + random.nextInt(6_000));
        redis.run("ZREM ranks m" + random.nextInt(6_000));
      }
      default -> {
        String field = "f" + random.nextInt(6_000);
        redis.run("HSET " + large + " " + field + " " + random.nextInt());
        redis.run("HDEL " + large + " f" + random.nextInt(6_000));
      }
    }
  }

  private byte[] loaded() throws Exception {
    Keyspace fresh = new Keyspace(16, new Random(1), (database, key) -> {});
    RdbReader reader = new RdbReader(new SnapshotLoader(fresh));
    byte[] bytes = out.toByteArray();
    reader.feed(bytes, 0, bytes.length);
    assertThat(reader.isComplete()).isTrue();
    return fresh.digest(Types::value);
  }

  @Test
  void isTheDataOfItsBeginningWhileLargeValuesAreWrittenInParts() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      write();
    }
    for (int round = 0; round < 3; round++) {
      out.reset();
      for (int i = 0; i < 4_000; i++) {
        redis.run("HSET large" + round + " f" + i + " value" + i);
      }
      byte[] then = keyspace.digest(Types::value);
      SnapshotSource.Walk walk =
          snapshots.begin(new SnapshotIdentity("a".repeat(40), 0, 0, 0), out::write).orElseThrow();
      int slices = 1;
      while (walk.walk(1, 1 + random.nextInt(4_000))) {
        slices++;
        for (int i = random.nextInt(20); i > 0; i--) {
          write();
        }
      }
      assertThat(slices).as("seed %d", seed).isGreaterThan(20);
      assertThat(loaded()).as("seed %d round %d", seed, round).isEqualTo(then);
      assertThat(keyspace.digest(Types::value)).isNotEqualTo(then);
    }
  }

  @Test
  void endsALargeValueWhenTooMuchWaitsForIt() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      redis.run("HSET large f" + i + " value" + i);
    }
    for (int i = 0; i < 1_300; i++) {
      byte[] key = ("text" + i).getBytes(StandardCharsets.US_ASCII);
      keyspace
          .database(0)
          .putString(key, 0, key.length, new byte[60_000], 0, 60_000, Database.NO_EXPIRY);
    }
    byte[] then = keyspace.digest(Types::value);
    KeyspaceSnapshots.FileWalk walk =
        (KeyspaceSnapshots.FileWalk)
            snapshots
                .begin(new SnapshotIdentity("a".repeat(40), 0, 0, 0), out::write)
                .orElseThrow();
    redis.run("HSET large f0 changed");
    walk.walk(1, 1);
    long most = 0;
    for (int i = 0; i < 1_300; i++) {
      redis.run("SET text" + i + " changed");
      most = Math.max(most, walk.waitingBytes());
    }
    assertThat(most).isBetween(60L << 20, SnapshotEntries.MAX_WAITING_BYTES);
    while (walk.walk(1_000, 1 << 20)) {
      assertThat(walk.waitingBytes()).isLessThan(SnapshotEntries.MAX_WAITING_BYTES);
    }
    assertThat(walk.waitingBytes()).isZero();
    assertThat(loaded()).isEqualTo(then);
  }
}
