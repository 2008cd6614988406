package io.vedette.sentinel.api;

import io.vedette.sentinel.FailoverAnswer;
import io.vedette.sentinel.view.SentinelViews;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the API asks of the sentinel behind it. Callable from any thread; consumers and functions
 * are called by the sentinel's own thread, and must not block it.
 */
public interface SentinelControl {

  /** Lets a function look at the newest state, and hands on what it makes of it. */
  <T> void query(Function<SentinelViews, T> look, Consumer<T> answer);

  /** Starts a planned failover of a shard. */
  void failover(String shard, Consumer<FailoverAnswer> answer);

  /** Drops and remakes the connections by which the copies of these shards are watched. */
  void reconnect(List<String> shards);

  /** Ends the process in good order. */
  void shutdown();
}
