package io.vedette.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class AffinityTest {

  @Test
  void aLoopStaysOnItsProcessors() throws Exception {
    BitSet first = new BitSet();
    first.set(allowed().nextSetBit(0));
    var loops = Transport.NIO.newEventLoops(1, "test", new Processors("first", first));
    try {
      assertThat(loops.next().submit(AffinityTest::allowed).get()).isEqualTo(first);
    } finally {
      loops.shutdownGracefully();
    }
  }

  @Test
  void oneThreadFollowsAnotherUntilItIsReleased() throws Exception {
    BitSet all = allowed();
    CompletableFuture<Affinity> made = new CompletableFuture<>();
    CompletableFuture<Void> moved = new CompletableFuture<>();
    CompletableFuture<BitSet> there = new CompletableFuture<>();
    CompletableFuture<Void> released = new CompletableFuture<>();
    CompletableFuture<BitSet> after = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  made.complete(Affinity.ofCurrentThread());
                  moved.join();
                  there.complete(allowed());
                  released.join();
                  after.complete(allowed());
                });
    Affinity affinity = made.join();

    affinity.follow();
    moved.complete(null);
    assertThat(there.get().cardinality()).isOne();

    affinity.release();
    released.complete(null);
    assertThat(after.get()).isEqualTo(all);
    thread.join();
  }

  @Test
  void refusesProcessorsThatAreNotThere() throws Exception {
    BitSet none = new BitSet();
    none.set(Processors.MAX - 1);
    assertThat(Affinity.refusal(new Processors("1023", none))).contains("only " + allowed());
    assertThat(Affinity.refusal(Processors.ANY)).isNull();
    assertThat(Affinity.refusal(new Processors("all", allowed()))).isNull();
  }

  /** Where the kernel says that the calling thread may run. */
  private static BitSet allowed() {
    try {
      String list =
          Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
              .filter(line -> line.startsWith("Cpus_allowed_list:"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElseThrow();
      return Processors.parse(list).numbers();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
