package io.vedette.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.server.InfoSources;
import io.vedette.node.command.server.MemoryCommands;
import io.vedette.node.command.server.ProcessFacts;
import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryCommandsTest {
  private static final long MIB = 1024 * 1024;

  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final Machine machine = new Machine();
  private ShardRig.Connection client;

  /** A process of which the test says what it needs. */
  private static final class Machine implements ProcessFacts {
    long used = 40 * MIB;
    long peak = 50 * MIB;
    long limit = 1000 * MIB;
    long resident = 120 * MIB;
    int collections;

    @Override
    public Identity identity() {
      return new Identity("1", "25", "os", "nio", 1, 0, "java", "");
    }

    @Override
    public long usedMemoryBytes() {
      return used;
    }

    @Override
    public long peakMemoryBytes() {
      return peak;
    }

    @Override
    public long startupMemoryBytes() {
      return 20 * MIB;
    }

    @Override
    public long committedMemoryBytes() {
      return 80 * MIB;
    }

    @Override
    public long memoryLimitBytes() {
      return limit;
    }

    @Override
    public String heapReport() {
      return "pools";
    }

    @Override
    public void collect() {
      collections++;
    }

    @Override
    public long residentBytes() {
      return resident;
    }

    @Override
    public long systemMemoryBytes() {
      return 4000 * MIB;
    }

    @Override
    public double userCpuSeconds() {
      return 0;
    }

    @Override
    public double systemCpuSeconds() {
      return 0;
    }
  }

  @BeforeEach
  void register() {
    InfoSources sources =
        new InfoSources(
            machine,
            rig.stats,
            rig.commands.table(),
            rig.state,
            "",
            0,
            () -> 0,
            () -> "",
            () -> "",
            () -> "",
            () -> "",
            () -> "",
            () -> "",
            () -> "",
            () -> 1234,
            () -> 56,
            rig.blocking.clients());
    MemoryCommands.register(rig.commands, sources);
    client = rig.connect();
  }

  /** Answers of redis-server 7.0.15 to the same lines. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MEMORY USAGE none ; $-1",
        "MEMORY USAGE none SAMPLES 0 ; $-1",
        "MEMORY USAGE none SAMPLES ; -ERR syntax error",
        "MEMORY USAGE none SAMPLES -1 ; -ERR syntax error",
        "MEMORY USAGE none SAMPLES x ; -ERR value is not an integer or out of range",
        "MEMORY USAGE none LIMIT 1 ; -ERR syntax error",
        "MEMORY USAGE ; -ERR wrong number of arguments for 'memory|usage' command",
        "MEMORY STATS x ; -ERR wrong number of arguments for 'memory|stats' command",
        "MEMORY what ; -ERR unknown subcommand 'what'. Try MEMORY HELP.",
        "MEMORY ; -ERR wrong number of arguments for 'memory' command",
      })
  void refusesAsRedisDoes(String line, String reply) {
    assertThat(client.send(line)).isEqualTo(reply);
  }

  private long usage(String key) {
    return Long.parseLong(client.send("MEMORY USAGE " + key + " SAMPLES 0").substring(1));
  }

  @Test
  void usageGrowsWithTheValue() {
    client.send("SET k v");
    assertThat(usage("k")).isBetween(20L, 60L);
    client.send("APPEND k " + "x".repeat(1000));
    assertThat(usage("k")).isBetween(1000L, 2300L);
    client.send("RPUSH l a");
    long one = usage("l");
    client.send("RPUSH l" + " element".repeat(1000));
    assertThat(usage("l") - one).isBetween(9000L, 20_000L);
    client.send("PEXPIRE k 1");
    rig.nowMs += 2;
    assertThat(client.send("MEMORY USAGE k")).isEqualTo("$-1");
  }

  @Test
  void statsAreThoseOfHeapAndCopy() {
    client.send("SET k v");
    String stats = client.send("MEMORY STATS");
    assertThat(stats)
        .startsWith("*52 $14 peak.allocated :" + 50 * MIB + " $15 total.allocated :" + 40 * MIB)
        .contains("$17 startup.allocated :" + 20 * MIB)
        .contains("$19 replication.backlog :1234")
        .contains("$10 aof.buffer :56")
        .contains("$4 db.0 *4 $23 overhead.hashtable.main :")
        .contains("$10 keys.count :1")
        .contains("$15 peak.percentage $4 80.0")
        .contains("$16 allocator.active :" + 80 * MIB)
        .contains("$13 fragmentation $3 3.0 $19 fragmentation.bytes :" + 80 * MIB);
    client.send("HELLO 3");
    assertThat(client.send("MEMORY STATS")).startsWith("%26 ").contains("peak.percentage ,80.0");
  }

  @Test
  void purgeCollectsTheHeap() {
    assertThat(client.send("MEMORY PURGE")).isEqualTo("+OK");
    assertThat(machine.collections).isEqualTo(1);
    assertThat(client.send("MEMORY MALLOC-STATS")).isEqualTo("$5 pools");
  }

  @Test
  void theDoctorNamesWhatIsUnusual() {
    assertThat(client.send("MEMORY DOCTOR")).contains("too little to judge");
    client.send("SET k " + "x".repeat(8 * (int) MIB));
    assertThat(client.send("MEMORY DOCTOR")).contains("Nothing unusual");
    machine.peak = 100 * MIB;
    assertThat(client.send("MEMORY DOCTOR")).contains("The heap once had 100.00M");
    machine.limit = 45 * MIB;
    assertThat(client.send("MEMORY DOCTOR")).contains("89 % of the largest heap");
    machine.resident = 500 * MIB;
    assertThat(client.send("MEMORY DOCTOR")).contains("420.00M of the process lie outside");
  }
}
