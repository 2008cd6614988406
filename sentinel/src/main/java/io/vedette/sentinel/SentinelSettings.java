package io.vedette.sentinel;

import io.vedette.protocol.config.CommandLine;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.Directives;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.config.SentinelConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A sentinel's configuration as its file and command line give it. */
final class SentinelSettings {
  static final Directive<String> NAME = Directive.text("name", "");
  static final Directive<String> DATABASE = Directive.text("database", "vedette");
  static final Directive<List<String>> BIND = Directive.texts("bind", "127.0.0.1");
  static final Directive<String> ANNOUNCE_IP = Directive.text("announce-ip", "");
  static final Directive<Integer> PORT = Directive.integer("port", 26_379, 1, 65_535);
  static final Directive<Integer> CONTROL_PORT = Directive.integer("control-port", 0, 0, 65_535);
  static final Directive<List<String>> SENTINELS = Directive.texts("sentinels");
  static final Directive<Integer> QUORUM = Directive.integer("quorum", 2, 1, 1_000);
  static final Directive<Integer> NODES = Directive.integer("nodes", 3, 1, 10_000);
  static final Directive<Integer> SHARDS = Directive.integer("shards", 3, 1, 16_384);
  static final Directive<Integer> REPLICAS = Directive.integer("replicas", 2, 0, 100);
  static final Directive<Integer> DOWN_AFTER =
      Directive.integer("down-after-milliseconds", 1_000, 100, 3_600_000);
  static final Directive<Integer> FAILOVER_TIMEOUT =
      Directive.integer("failover-timeout", 10_000, 1_000, 3_600_000);
  static final Directive<String> DIR = Directive.text("dir", "");
  static final Directive<String> PASSWORD = Directive.password("requirepass");
  static final Directive<String> AUTH_PASS = Directive.password("auth-pass");
  static final Directive<Integer> MAX_CLIENTS =
      Directive.integer("maxclients", 10_000, 1, 1_000_000);

  private static final Directives DIRECTIVES =
      Directives.of(
          NAME,
          DATABASE,
          BIND,
          ANNOUNCE_IP,
          PORT,
          CONTROL_PORT,
          SENTINELS,
          QUORUM,
          NODES,
          SHARDS,
          REPLICAS,
          DOWN_AFTER,
          FAILOVER_TIMEOUT,
          DIR,
          PASSWORD,
          AUTH_PASS,
          MAX_CLIENTS);

  /** What SENTINEL CONFIG GET never shows. */
  private static final Set<String> SECRET = Set.of(PASSWORD.name(), AUTH_PASS.name());

  private final ConfigSet values = new ConfigSet(DIRECTIVES);

  private SentinelSettings() {}

  /**
   * Reads {@code --config FILE [--directive value]...}.
   *
   * @throws ConfigException with file, line and reason
   */
  static SentinelSettings parse(List<String> arguments) throws ConfigException, IOException {
    List<String> rest = new ArrayList<>(arguments);
    if (rest.size() >= 2 && rest.getFirst().equals("--config")) {
      rest.removeFirst();
    }
    SentinelSettings settings = new SentinelSettings();
    settings.values.load(CommandLine.parse(rest).read(System.in));
    for (Directive<?> needed : List.of(NAME, CONTROL_PORT, SENTINELS, DIR)) {
      if (settings.values.isDefault(needed)) {
        throw new ConfigException("the directive '" + needed.name() + "' is missing");
      }
    }
    return settings;
  }

  <T> T get(Directive<T> directive) {
    return values.get(directive);
  }

  /** Address under which other processes and clients reach this one. */
  String host() {
    return get(ANNOUNCE_IP).isEmpty() ? get(BIND).getFirst() : get(ANNOUNCE_IP);
  }

  Endpoint control() {
    return new Endpoint(host(), get(CONTROL_PORT));
  }

  Endpoint api() {
    return new Endpoint(host(), get(PORT));
  }

  Path dir() {
    return Path.of(get(DIR));
  }

  /** One line that says whose directory it is. */
  String owner() {
    return "sentinel " + get(NAME) + " of database " + get(DATABASE);
  }

  /** All directives that are no secrets, as text. */
  Map<String, String> visible() {
    Map<String, String> visible = new TreeMap<>(values.matching(List.of("*")));
    visible.keySet().removeAll(SECRET);
    return visible;
  }

  /**
   * What the core needs to know.
   *
   * @throws ConfigException if the values do not fit together
   */
  SentinelConfig core(String id, long incarnation, long pid) throws ConfigException {
    try {
      return new SentinelConfig(
          get(NAME),
          get(DATABASE),
          id,
          incarnation,
          pid,
          control(),
          api(),
          get(SENTINELS).stream().map(Endpoint::parse).toList(),
          get(QUORUM),
          get(NODES),
          get(SHARDS),
          get(REPLICAS),
          get(DOWN_AFTER),
          get(FAILOVER_TIMEOUT));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }
}
