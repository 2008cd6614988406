package io.vedette.deploy.cluster;

import io.vedette.deploy.cluster.ClusterOptions.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which processes make up a cluster, on which ports, and the configuration file of each.
 *
 * @param members sentinels, nodes, proxy: the order in which they start
 */
record ClusterLayout(ClusterOptions options, List<Member> members) {
  static final String DATABASE = "vedette";
  private static final int FIRST_SENTINEL_PORT = 26379;

  /** Chooses ports: the usual ones where they are free. */
  static ClusterLayout choose(ClusterOptions options, FreePorts ports) {
    if (options.portFixed() && !ports.take(options.port())) {
      throw new ClusterException(
          "port " + options.port() + " is in use; choose another with --port");
    }
    int proxyPort = options.portFixed() ? options.port() : ports.near(options.port());
    List<Member> members = new ArrayList<>();
    int sentinelPort = FIRST_SENTINEL_PORT;
    for (int i = 1; i <= options.sentinels(); i++) {
      sentinelPort = ports.near(sentinelPort);
      members.add(new Member(Role.SENTINEL, "sentinel-" + i, sentinelPort, ports.block(1)));
    }
    for (int i = 1; i <= options.nodes(); i++) {
      members.add(
          new Member(Role.NODE, "node-" + i, ports.block(options.shards()), ports.block(1)));
    }
    members.add(new Member(Role.PROXY, "proxy-1", proxyPort, ports.block(1)));
    ClusterOptions placed = Placement.ofMachine().map(options::withDefault).orElse(options);
    return new ClusterLayout(placed, List.copyOf(members));
  }

  /** Writes every configuration file, and makes the folders that they name. */
  void write(Path dir) throws IOException {
    for (Member member : members) {
      Files.createDirectories(member.dataDir(dir));
      Files.createDirectories(member.logFile(dir).getParent());
      Files.createDirectories(member.configFile(dir).getParent());
      Files.write(member.configFile(dir), configuration(member, dir));
    }
  }

  /** The configuration of one process in redis.conf syntax. */
  List<String> configuration(Member member, Path dir) {
    List<String> lines = new ArrayList<>();
    lines.add("# written by vedette up");
    lines.add("name " + member.name());
    lines.add("database " + DATABASE);
    lines.add("bind 127.0.0.1");
    lines.add((member.role() == Role.NODE ? "port-base " : "port ") + member.port());
    lines.add("control-port " + member.controlPort());
    lines.add("sentinels " + sentinelControlAddresses());
    switch (member.role()) {
      case NODE -> {
        lines.add("dir " + quoted(member.dataDir(dir).toString()));
        options.password().ifPresent(password -> lines.add("masterauth " + quoted(password)));
      }
      case SENTINEL -> {
        lines.add("dir " + quoted(member.dataDir(dir).toString()));
        lines.add("quorum " + options.quorum());
        lines.add("nodes " + options.nodes());
        lines.add("shards " + options.shards());
        lines.add("replicas " + options.replicas());
        options.password().ifPresent(password -> lines.add("auth-pass " + quoted(password)));
      }
      case PROXY ->
          options
              .password()
              .ifPresent(
                  password -> {
                    lines.add("requirepass " + quoted(password));
                    lines.add("masterauth " + quoted(password));
                  });
    }
    for (Setting setting : options.settings()) {
      if (setting.concerns(member.role())) {
        lines.add(setting.directive() + " " + value(setting.value()));
      }
    }
    return lines;
  }

  private String sentinelControlAddresses() {
    return members.stream()
        .filter(member -> member.role() == Role.SENTINEL)
        .map(member -> member.controlAddress().toString())
        .collect(Collectors.joining(" "));
  }

  /** A value as the user wrote it: one with blanks is several arguments, as in redis.conf. */
  private static String value(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 127 && "\"'\\#".indexOf(c) < 0);
    if (plain && !text.isEmpty()) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
