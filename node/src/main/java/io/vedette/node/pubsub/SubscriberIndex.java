package io.vedette.node.pubsub;

import io.vedette.protocol.glob.Glob;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who subscribed to which name. Finding a channel's subscribers costs nothing for those of other
 * channels; every pattern is tried for every message, as in Redis. Confined to one thread.
 *
 * @param <S> a subscriber; told apart by its {@code equals}
 */
public final class SubscriberIndex<S> {
  /** Gets each message for each subscriber; must not subscribe or unsubscribe anybody. */
  @FunctionalInterface
  public interface Delivery<S> {
    /**
     * @param kind what the subscriber had subscribed to
     * @param pattern that matched, null for a channel
     */
    void deliver(S subscriber, ChannelKind kind, ChannelName pattern);
  }

  private final Map<ChannelKind, Map<ChannelName, Set<S>>> byKind =
      new EnumMap<>(ChannelKind.class);

  /** Starts without subscribers. */
  public SubscriberIndex() {
    byKind.put(ChannelKind.CHANNEL, new HashMap<>());
    // Messages of several patterns come in the order in which the patterns came.
    byKind.put(ChannelKind.PATTERN, new LinkedHashMap<>());
    byKind.put(ChannelKind.SHARD_CHANNEL, new HashMap<>());
  }

  /** Adds a subscriber; says whether it is the name's first one. */
  public boolean add(ChannelKind kind, ChannelName name, S subscriber) {
    Map<ChannelName, Set<S>> names = byKind.get(kind);
    Set<S> subscribers = names.get(name);
    boolean first = subscribers == null;
    if (first) {
      subscribers = LinkedHashSet.newLinkedHashSet(2);
      names.put(name, subscribers);
    }
    subscribers.add(subscriber);
    return first;
  }

  /** Removes a subscriber; says whether it was the name's last one. */
  public boolean remove(ChannelKind kind, ChannelName name, S subscriber) {
    Set<S> subscribers = byKind.get(kind).get(name);
    if (subscribers == null || !subscribers.remove(subscriber) || !subscribers.isEmpty()) {
      return false;
    }
    byKind.get(kind).remove(name);
    return true;
  }

  /** Visits the subscribers to a name; the visitor must not subscribe or unsubscribe anybody. */
  public void forEach(ChannelKind kind, ChannelName name, Consumer<S> visitor) {
    Set<S> subscribers = byKind.get(kind).get(name);
    if (subscribers != null) {
      subscribers.forEach(visitor);
    }
  }

  /** Whether nobody would get any message of this kind and of patterns. */
  public boolean isDeaf() {
    return byKind.get(ChannelKind.CHANNEL).isEmpty() && byKind.get(ChannelKind.PATTERN).isEmpty();
  }

  /** Number of subscribers to a name. */
  public int subscribers(ChannelKind kind, ChannelName name) {
    Set<S> subscribers = byKind.get(kind).get(name);
    return subscribers == null ? 0 : subscribers.size();
  }

  /** Number of names that have subscribers. */
  public int names(ChannelKind kind) {
    return byKind.get(kind).size();
  }

  /** A copy of the names that have subscribers. */
  public Collection<ChannelName> allNames(ChannelKind kind) {
    return List.copyOf(byKind.get(kind).keySet());
  }

  /** The names that have subscribers and match a glob pattern; all for null. */
  public List<ChannelName> matching(ChannelKind kind, ChannelName pattern) {
    Predicate<ChannelName> wanted =
        name -> pattern == null || Glob.matches(pattern.bytes(), name.bytes());
    return byKind.get(kind).keySet().stream().filter(wanted).toList();
  }

  /**
   * Delivers a message to a channel's subscribers and, unless it is a shard channel, then to those
   * of every matching pattern.
   *
   * @return how often it was delivered
   */
  public int publish(ChannelKind kind, ChannelName channel, Delivery<S> delivery) {
    int delivered = 0;
    Set<S> direct = byKind.get(kind).get(channel);
    if (direct != null) {
      for (S subscriber : direct) {
        delivery.deliver(subscriber, kind, null);
        delivered++;
      }
    }
    if (kind != ChannelKind.CHANNEL) {
      return delivered;
    }
    for (Map.Entry<ChannelName, Set<S>> pattern : byKind.get(ChannelKind.PATTERN).entrySet()) {
      if (Glob.matches(pattern.getKey().bytes(), channel.bytes())) {
        for (S subscriber : pattern.getValue()) {
          delivery.deliver(subscriber, ChannelKind.PATTERN, pattern.getKey());
          delivered++;
        }
      }
    }
    return delivered;
  }
}
