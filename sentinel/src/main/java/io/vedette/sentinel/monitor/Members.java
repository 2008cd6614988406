package io.vedette.sentinel.monitor;

import io.vedette.protocol.message.Announce;
import io.vedette.protocol.message.Role;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** Nodes and proxies that have announced themselves, by name. */
public final class Members {
  /** Announcements come every second; after three missed ones a process counts as absent. */
  public static final int FRESH_MS = 3_000;

  /** More names than any database has processes; further strangers are not remembered. */
  private static final int MAX_MEMBERS = 10_000;

  /** An announcement and when it came. */
  public record Member(Announce announce, long heardMs) {
    public boolean isFresh(long nowMs) {
      return nowMs - heardMs < FRESH_MS;
    }
  }

  private final TreeMap<String, Member> nodes = new TreeMap<>();
  private final TreeMap<String, Member> proxies = new TreeMap<>();

  void onAnnounce(Announce announce, long nowMs) {
    TreeMap<String, Member> members = announce.role() == Role.PROXY ? proxies : nodes;
    if (members.size() < MAX_MEMBERS || members.containsKey(announce.name())) {
      members.put(announce.name(), new Member(announce, nowMs));
    }
  }

  /** Ordered by name. */
  public Collection<Member> nodes() {
    return nodes.values();
  }

  /** Ordered by name. */
  public Collection<Member> proxies() {
    return proxies.values();
  }

  public Optional<Member> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }
}
