package io.vedette.deploy.drill;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.drill.Ledger.ClientError;
import io.vedette.deploy.drill.Ledger.Page;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * One client under load, on a thread of its own: numbered writes in turn over its shards, at a
 * steady pace but never more than one at a time; a confirming client follows each with {@code WAIT
 * 1}. It never repeats a write: after an error it connects again and goes on with the next number.
 */
final class LoadClient implements Runnable {
  /** Longer than any failover: what has no answer by then is counted as an error. */
  private static final int READ_TIMEOUT_MS = 15_000;

  private static final String WAIT_TIMEOUT_MS = "500";
  private static final long RECONNECT_PAUSE_NANOS = 5_000_000;

  /** Errors that a server gives instead of doing the write. */
  private static final Set<String> REFUSALS =
      Set.of("READONLY", "LOADING", "MASTERDOWN", "NOREPLICAS", "CLUSTERDOWN", "OOM", "MISCONF");

  private final String name;
  private final Route route;
  private final String password;
  private final List<Integer> shards;
  private final ShardKeys keys;
  private final long intervalNanos;
  private final boolean confirming;
  private final Page page;
  private volatile boolean stopped;
  private volatile RespClient connection;
  private int number;

  /**
   * @param shards which shards it writes to, in turn
   * @param intervalNanos least time from one write to the next
   * @param confirming whether each write is followed by {@code WAIT 1}
   */
  LoadClient(
      String name,
      Route route,
      String password,
      List<Integer> shards,
      ShardKeys keys,
      long intervalNanos,
      boolean confirming,
      Page page) {
    this.name = name;
    this.route = route;
    this.password = password;
    this.shards = List.copyOf(shards);
    this.keys = keys;
    this.intervalNanos = intervalNanos;
    this.confirming = confirming;
    this.page = page;
  }

  /** Lets it end after the operation that it is at. */
  void stop() {
    stopped = true;
  }

  /** Breaks its connection, as a client does that hears of a new master; any thread. */
  void reconnect() {
    closeConnection();
  }

  @Override
  public void run() {
    long next = System.nanoTime();
    while (!stopped) {
      step();
      next = Math.max(next + intervalNanos, System.nanoTime() - intervalNanos);
      long left = next - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
    closeConnection();
  }

  private void step() {
    RespClient client = connected();
    if (client == null) {
      LockSupport.parkNanos(RECONNECT_PAUSE_NANOS);
      return;
    }
    int shard = shards.get(number % shards.size());
    String token = name + "." + number + ";";
    Write write = new Write(shard, keys.key(shard, name + "." + number), token, System.nanoTime());
    page.writes.add(write);
    number++;
    boolean reading = false;
    try {
      finish(write, client.call("APPEND", write.key, token));
      if (confirming && write.acknowledged()) {
        Reply replicas = client.call("WAIT", "1", WAIT_TIMEOUT_MS);
        note(replicas, false);
        write.replicated = replicas instanceof Reply.Number(long count) && count >= 1;
      }
      if (number % 4 == 0) {
        reading = true;
        page.reads++;
        note(client.call("GET", write.key), true);
      }
    } catch (IOException e) {
      page.errors.add(new ClientError(System.nanoTime(), reading, kindOf(e)));
      closeConnection();
    }
  }

  private void finish(Write write, Reply reply) {
    write.endNanos = System.nanoTime();
    if (reply instanceof Reply.Failure failure) {
      write.fate = REFUSALS.contains(failure.code()) ? Write.Fate.REFUSED : Write.Fate.UNKNOWN;
      note(reply, false);
      if (failure.code().equals("READONLY")) {
        closeConnection();
      }
    } else {
      write.fate = Write.Fate.ACKNOWLEDGED;
    }
  }

  private void note(Reply reply, boolean ofRead) {
    if (reply instanceof Reply.Failure(String message)) {
      page.errors.add(new ClientError(System.nanoTime(), ofRead, message));
    }
  }

  /** The open connection, or a new one; null when that fails just now. */
  private RespClient connected() {
    RespClient open = connection;
    if (open != null) {
      return open;
    }
    try {
      open = RespClient.connect(route.find(), READ_TIMEOUT_MS, password);
      connection = open;
      return open;
    } catch (IOException e) {
      page.errors.add(new ClientError(System.nanoTime(), false, "connecting: " + kindOf(e)));
      return null;
    }
  }

  private void closeConnection() {
    RespClient open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        page.errors.add(new ClientError(System.nanoTime(), false, "closing: " + kindOf(e)));
      }
    }
  }

  private static String kindOf(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "no answer within " + READ_TIMEOUT_MS / 1000 + " s";
    }
    return String.valueOf(e.getMessage());
  }
}
