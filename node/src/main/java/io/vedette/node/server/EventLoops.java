package io.vedette.node.server;

import akka.actor.setup.Setup;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.vedette.node.persistence.aof.AofLink;
import io.vedette.protocol.transport.Processors;
import io.vedette.protocol.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a process, each of which is an Akka dispatcher as well: an actor on dispatcher
 * {@link #dispatcher(int)} runs on the thread of loop {@code i}, so that it may touch the channels
 * of that loop without a hop.
 *
 * <p>Handed to the actor system as a {@link Setup}, from where {@link
 * EventLoopExecutorConfigurator} takes the loops; {@link #dispatchers()} is the matching
 * configuration.
 */
public final class EventLoops extends Setup {
  private static final String PREFIX = "vedette.loop-";

  /** Messages that an actor may handle before the loop looks at its sockets again. */
  private static final int THROUGHPUT = 256;

  private final Transport transport;
  private final IoEventLoopGroup group;
  private final List<EventLoop> loops = new ArrayList<>();

  /** Starts the given number of loops on the given transport and processors. */
  public EventLoops(Transport transport, int count, Processors processors) {
    this.transport = transport;
    this.group = transport.newEventLoops(count, "loop", processors);
    for (int i = 0; i < count; i++) {
      loops.add(group.next());
    }
  }

  public Transport transport() {
    return transport;
  }

  public int count() {
    return loops.size();
  }

  public EventLoop loop(int index) {
    return loops.get(index);
  }

  /** Runs a task on loop {@code index}: at once if that is the calling thread. */
  public Executor executor(int index) {
    EventLoop loop = loops.get(index);
    return task -> {
      if (loop.inEventLoop()) {
        task.run();
      } else {
        loop.execute(task);
      }
    };
  }

  /** Name of the dispatcher that is loop {@code index}. */
  public String dispatcher(int index) {
    return PREFIX + index;
  }

  /** The configuration of all dispatchers, the disk's too; an addition to the actor system's. */
  public Config dispatchers() {
    Map<String, Object> all = new HashMap<>();
    for (int i = 0; i < loops.size(); i++) {
      all.put(
          dispatcher(i),
          Map.of(
              "type",
              "Dispatcher",
              "executor",
              EventLoopExecutorConfigurator.class.getName(),
              "throughput",
              THROUGHPUT,
              "throughput-deadline-time",
              "0ms",
              "shutdown-timeout",
              "1s",
              EventLoopExecutorConfigurator.LOOP,
              i));
    }
    return ConfigFactory.parseMap(all)
        .withFallback(ConfigFactory.parseString(AofLink.DISPATCHER_CONFIG));
  }

  /** Ends the loops; waits at most the given time for what they still do. */
  public void shutDown(long timeoutMs) {
    group.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS).awaitUninterruptibly(timeoutMs);
  }
}
