package io.vedette.node.pubsub;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one client is subscribed to, in the order in which it subscribed. One thread's. */
public final class Subscriptions {
  /** Null before the first, as with most clients for ever. */
  private Map<ChannelKind, Set<ChannelName>> byKind;

  /** Adds a name; says whether it is a new one. */
  public boolean add(ChannelKind kind, ChannelName name) {
    if (byKind == null) {
      byKind = new EnumMap<>(ChannelKind.class);
    }
    return byKind.computeIfAbsent(kind, k -> new LinkedHashSet<>()).add(name);
  }

  /** Removes a name; says whether it was there. */
  public boolean remove(ChannelKind kind, ChannelName name) {
    Set<ChannelName> names = setOf(kind);
    return names != null && names.remove(name);
  }

  /** A copy of the names of a kind. */
  public List<ChannelName> names(ChannelKind kind) {
    Set<ChannelName> names = setOf(kind);
    return names == null ? List.of() : List.copyOf(names);
  }

  /** Number of names of a kind. */
  public int count(ChannelKind kind) {
    Set<ChannelName> names = setOf(kind);
    return names == null ? 0 : names.size();
  }

  /** The number that the confirmation of a subscription tells: channels and patterns together. */
  public int told(ChannelKind kind) {
    return kind == ChannelKind.SHARD_CHANNEL
        ? count(kind)
        : count(ChannelKind.CHANNEL) + count(ChannelKind.PATTERN);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return byKind == null || byKind.values().stream().allMatch(Set::isEmpty);
  }

  private Set<ChannelName> setOf(ChannelKind kind) {
    return byKind == null ? null : byKind.get(kind);
  }
}
