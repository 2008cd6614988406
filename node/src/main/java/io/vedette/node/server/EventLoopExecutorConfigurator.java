package io.vedette.node.server;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Gives an Akka dispatcher a Netty event loop as its executor. Created by Akka from {@code
 * executor}.
 */
public final class EventLoopExecutorConfigurator extends ExecutorServiceConfigurator {
  /** Setting that holds the index of the loop. */
  static final String LOOP = "event-loop";

  private final EventLoop loop;

  public EventLoopExecutorConfigurator(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    EventLoops loops =
        prerequisites
            .settings()
            .setup()
            .get(EventLoops.class)
            .orElseThrow(
                () -> new IllegalStateException("actor system was made without EventLoops"));
    loop = loops.loop(config.getInt(LOOP));
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory factory) {
    return new ExecutorServiceFactory() {
      @Override
      public ExecutorService createExecutorService() {
        return new LoopExecutor(loop);
      }
    };
  }

  /** The loop without its life: Akka may end the dispatcher, the sockets stay. */
  private static final class LoopExecutor extends AbstractExecutorService {
    private final EventLoop loop;
    private volatile boolean shutDown;

    LoopExecutor(EventLoop loop) {
      this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(task);
    }

    @Override
    public void shutdown() {
      shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutDown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutDown;
    }

    @Override
    public boolean isTerminated() {
      return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shutDown;
    }
  }
}
