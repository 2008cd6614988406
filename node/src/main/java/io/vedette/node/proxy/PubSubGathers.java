package io.vedette.node.proxy;

import io.vedette.node.pubsub.ChannelName;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/** The ways in which the shards' answers to PUBSUB become one. */
final class PubSubGathers {
  private PubSubGathers() {}

  /** Each name that any shard knows, once: CHANNELS, SHARDCHANNELS. */
  static final class Union extends Gather {
    private final Set<ChannelName> names = new LinkedHashSet<>();

    Union(ProxyCore core, Pending place, int parts) {
      super(core, place, parts);
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      int at = afterLine(bytes, from);
      while (at < to) {
        int length = (int) numberOf(bytes, at);
        int start = afterLine(bytes, at);
        names.add(ChannelName.of(bytes, start, length));
        at = start + length + 2;
      }
    }

    @Override
    void finish(ReplyBuffer out) {
      out.array(names.size());
      names.forEach(name -> out.bulk(name.bytes()));
    }
  }

  /** The greatest of the shards' integers: NUMPAT, since every shard hears of every pattern. */
  static final class Greatest extends Gather {
    private long greatest;

    Greatest(ProxyCore core, Pending place, int parts) {
      super(core, place, parts);
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      greatest = Math.max(greatest, numberOf(bytes, from));
    }

    @Override
    void finish(ReplyBuffer out) {
      out.integer(greatest);
    }
  }

  /** For each channel the count of the shard where it is published: NUMSUB, SHARDNUMSUB. */
  static final class OfHomes extends Gather {
    private final int[] homes;
    private final byte[][] names;
    private final long[] counts;

    /**
     * @param homes for each channel the index of its shard
     * @param names of the channels
     */
    OfHomes(ProxyCore core, Pending place, int parts, int[] homes, byte[][] names) {
      super(core, place, parts);
      this.homes = homes;
      this.names = names;
      this.counts = new long[homes.length];
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      int at = afterLine(bytes, from);
      for (int i = 0; i < homes.length; i++) {
        int count = afterLine(bytes, at) + (int) numberOf(bytes, at) + 2;
        if (homes[i] == index) {
          counts[i] = numberOf(bytes, count);
        }
        at = afterLine(bytes, count);
      }
    }

    @Override
    void finish(ReplyBuffer out) {
      out.array(2 * homes.length);
      for (int i = 0; i < homes.length; i++) {
        out.bulk(names[i]);
        out.integer(counts[i]);
      }
    }
  }
}
