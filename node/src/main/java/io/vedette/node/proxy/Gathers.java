package io.vedette.node.proxy;

import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.ReplyScanner;
import java.util.Arrays;

/** The ways in which replies of several shards become one. */
final class Gathers {
  private Gathers() {}

  /**
   * The sum of the shards' integers: DEL, UNLINK, EXISTS, TOUCH, DBSIZE, SLOWLOG LEN and their
   * like.
   */
  static final class Sum extends Gather {
    private long sum;

    Sum(ProxyCore core, Pending place, int parts) {
      super(core, place, parts);
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      sum += numberOf(bytes, from);
    }

    @Override
    void finish(ReplyBuffer out) {
      out.integer(sum);
    }
  }

  /** OK when every shard said so: MSET, FLUSHALL, FLUSHDB, SWAPDB, SLOWLOG RESET. */
  static final class AllOk extends Gather {
    AllOk(ProxyCore core, Pending place, int parts) {
      super(core, place, parts);
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      // Anything but an error counts as OK.
    }

    @Override
    void finish(ReplyBuffer out) {
      out.ok();
    }
  }

  /** All elements of all shards' arrays, in no order: KEYS. */
  static final class Concatenation extends Gather {
    private final ReplyBuffer elements = new ReplyBuffer();
    private int count;

    Concatenation(ProxyCore core, Pending place, int parts) {
      super(core, place, parts);
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      count += (int) Math.max(0, numberOf(bytes, from));
      int start = afterLine(bytes, from);
      elements.raw(bytes, start, to - start);
    }

    @Override
    void finish(ReplyBuffer out) {
      out.array(count);
      out.raw(elements.bytes(), 0, elements.size());
    }
  }

  /** One element a key, in the order in which the client named the keys: MGET. */
  static final class Interleaving extends Gather {
    private final int[] partOfKey;
    private final byte[][] replies;

    /**
     * @param partOfKey for each key the index of the part that holds its element
     */
    Interleaving(ProxyCore core, Pending place, int parts, int[] partOfKey) {
      super(core, place, parts);
      this.partOfKey = partOfKey;
      this.replies = new byte[parts][];
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      replies[index] = Arrays.copyOfRange(bytes, afterLine(bytes, from), to);
    }

    @Override
    void finish(ReplyBuffer out) {
      out.array(partOfKey.length);
      int[] at = new int[replies.length];
      ReplyScanner scanner = new ReplyScanner();
      try {
        for (int part : partOfKey) {
          byte[] reply = replies[part];
          int end = scanner.scan(reply, at[part], reply.length);
          if (end < 0) {
            throw new ProtocolException("a shard left out elements");
          }
          out.raw(reply, at[part], end - at[part]);
          at[part] = end;
        }
      } catch (ProtocolException e) {
        out.clear();
        out.error("ERR " + e.getMessage());
      }
    }
  }

  /** One of the shards' keys, if any has one: RANDOMKEY. */
  static final class Choice extends Gather {
    private final int preferred;
    private byte[] chosen;

    /**
     * @param preferred the part to take unless its shard is empty
     */
    Choice(ProxyCore core, Pending place, int parts, int preferred) {
      super(core, place, parts);
      this.preferred = preferred;
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      boolean isNull = bytes[from] == '_' || bytes[from] == '$' && bytes[from + 1] == '-';
      if (!isNull && (chosen == null || index == preferred)) {
        chosen = Arrays.copyOfRange(bytes, from, to);
      }
    }

    @Override
    void finish(ReplyBuffer out) {
      if (chosen == null) {
        out.nullBulk();
      } else {
        out.raw(chosen);
      }
    }
  }

  /** The least of the shards' counts of replicas: WAIT. */
  static final class Least extends Gather {
    private final long wanted;
    private final ShardState[] asked;
    private final long writesBefore;
    private long least = Long.MAX_VALUE;

    /**
     * @param wanted number of replicas the client asked for
     * @param asked the shard of each part
     */
    Least(ProxyCore core, Pending place, long wanted, ShardState[] asked) {
      super(core, place, asked.length);
      this.wanted = wanted;
      this.asked = asked;
      this.writesBefore = place.session.written().count();
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      long count = numberOf(bytes, from);
      least = Math.min(least, count);
      if (session().written().count() == writesBefore
          && (count > 0 && count >= wanted || session().written().hasLost(asked[index]))) {
        session().written().confirmed(asked[index]);
      }
    }

    @Override
    void finish(ReplyBuffer out) {
      out.integer(least);
    }
  }

  /** The least of the shards' pairs of counts: WAITAOF. */
  static final class LeastDurable extends Gather {
    private final long wantedLocally;
    private final long wantedReplicas;
    private final ShardState[] asked;
    private final long writesBefore;
    private long leastLocally = Long.MAX_VALUE;
    private long leastReplicas = Long.MAX_VALUE;

    /**
     * @param wantedLocally whether the masters' disks count, 0 or 1
     * @param wantedReplicas number of replicas the client asked for
     * @param asked the shard of each part
     */
    LeastDurable(
        ProxyCore core,
        Pending place,
        long wantedLocally,
        long wantedReplicas,
        ShardState[] asked) {
      super(core, place, asked.length);
      this.wantedLocally = wantedLocally;
      this.wantedReplicas = wantedReplicas;
      this.asked = asked;
      this.writesBefore = place.session.written().count();
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      // A wait whose connection was lost says one 0 instead of two.
      boolean isPair = bytes[from] == '*';
      int second = isPair ? afterLine(bytes, from) : from;
      long locally = isPair ? numberOf(bytes, second) : 0;
      long replicas = isPair ? numberOf(bytes, afterLine(bytes, second)) : 0;
      leastLocally = Math.min(leastLocally, locally);
      leastReplicas = Math.min(leastReplicas, replicas);
      // A write that only its master has may be lost with it, however durable.
      boolean enough = replicas > 0 && locally >= wantedLocally && replicas >= wantedReplicas;
      if (session().written().count() == writesBefore
          && (enough || session().written().hasLost(asked[index]))) {
        session().written().confirmed(asked[index]);
      }
    }

    @Override
    void finish(ReplyBuffer out) {
      out.array(2);
      out.integer(leastLocally);
      out.integer(leastReplicas);
    }
  }
}
