package io.vedette.node.persistence.recovery;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

/**
 * Does one load and ends. Spawn it on a dispatcher for blocking work: the shard's thread answers
 * clients meanwhile, if only that it is loading.
 */
public final class LoaderActor {
  /** How often the shard hears of progress. */
  private static final long TELL_EVERY_NS = 50_000_000;

  private LoaderActor() {}

  /** Loads at once. */
  public static Behavior<Void> create(LoadRequest request, ActorRef<LoadEvent> shard) {
    return Behaviors.setup(
        _ -> {
          shard.tell(load(request, shard));
          return Behaviors.stopped();
        });
  }

  private static LoadEvent load(LoadRequest request, ActorRef<LoadEvent> shard) {
    try {
      return new LoadEvent.Done(new DataLoader(request, new Teller(shard)).load());
    } catch (LoadException e) {
      return new LoadEvent.Failed(e.getMessage());
    } catch (RuntimeException e) {
      // Without an answer the shard would be loading for ever.
      return new LoadEvent.Failed("the data cannot be loaded: " + e);
    } catch (OutOfMemoryError e) {
      return new LoadEvent.Failed("the data do not fit into the heap: " + e.getMessage());
    }
  }

  private static final class Teller implements LoadObserver {
    private final ActorRef<LoadEvent> shard;
    private long toldNs = System.nanoTime();
    private long writerMemoryBytes;

    Teller(ActorRef<LoadEvent> shard) {
      this.shard = shard;
    }

    @Override
    public void begins(long bytes) {
      shard.tell(new LoadEvent.Begun(bytes));
    }

    @Override
    public void loaded(long bytes) {
      long nowNs = System.nanoTime();
      if (nowNs - toldNs >= TELL_EVERY_NS) {
        toldNs = nowNs;
        shard.tell(new LoadEvent.Progress(bytes, writerMemoryBytes));
      }
    }

    @Override
    public void writerMemory(long bytes) {
      writerMemoryBytes = bytes;
    }

    @Override
    public void warning(String text) {
      shard.tell(new LoadEvent.Warned(text));
    }
  }
}
