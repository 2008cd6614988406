package io.vedette.node.persistence.aof;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The shard's way to the disk's thread and back. The actor there is started with the first task, so
 * that a copy without an append-only file has no thread for it.
 */
public final class AofLink {
  /** Dispatcher of the disk's actors: each has a thread of its own. */
  public static final String DISPATCHER = "vedette.disk";

  /** What the actor system's configuration must say of {@link #DISPATCHER}. */
  public static final String DISPATCHER_CONFIG =
      """
      vedette.disk {
        type = PinnedDispatcher
        executor = thread-pool-executor
        thread-pool-executor.allow-core-timeout = off
      }
      """;

  private final ActorContext<?> shard;
  private final ScheduledExecutorService loop;
  private final ActorRef<AofDone> answers;
  private final Runnable wake;
  private final DiskWait wait = new DiskWait();
  private ActorRef<AofActor.Message> disk;

  /**
   * @param loop the event loop of the shard
   * @param answers tells the shard what the disk has done
   * @param wake tells the shard that time has passed; called on the loop
   */
  public AofLink(
      ActorContext<?> shard,
      ScheduledExecutorService loop,
      ActorRef<AofDone> answers,
      Runnable wake) {
    this.shard = shard;
    this.loop = loop;
    this.answers = answers;
    this.wake = wake;
  }

  /** Has the disk do a task in a folder, always the same. */
  public void submit(Path folder, String fileName, long chain, AofTask task) {
    wait.goesOn();
    disk(folder, fileName).tell(new AofActor.Work(chain, task, false));
  }

  /** The same, and waits for the end; returns whether it came within this time. */
  public boolean submitAndAwait(
      Path folder, String fileName, long chain, AofTask task, long maxNs) {
    wait.begin();
    disk(folder, fileName).tell(new AofActor.Work(chain, task, true));
    return wait.await(maxNs);
  }

  private ActorRef<AofActor.Message> disk(Path folder, String fileName) {
    if (disk == null) {
      disk =
          shard.spawn(
              AofActor.create(folder, fileName, answers, wait),
              "append-only-file",
              DispatcherSelector.fromConfig(DISPATCHER));
    }
    return disk;
  }

  /** Wakes the shard after about this time. */
  public void wakeAfter(long delayNs) {
    if (delayNs <= 0) {
      wake.run();
    } else {
      loop.schedule(wake, delayNs, TimeUnit.NANOSECONDS);
    }
  }
}
