package io.vedette.deploy.cluster;

import io.vedette.deploy.client.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster's folder remembers of a running cluster: {@code cluster.state}, one line a fact,
 * readable by its owner alone, since it holds the clients' password.
 */
public record ClusterState(int shards, int replicas, String password, List<Running> processes) {
  private static final String FILE = "cluster.state";

  /** A started process. */
  public record Running(Member member, ProcessId id) {}

  public ClusterState {
    processes = List.copyOf(processes);
  }

  /** The proxy's address. */
  public Address proxy() {
    return members(Role.PROXY).getFirst().member().address();
  }

  /** The addresses of the Sentinel API. */
  public List<Address> sentinels() {
    return members(Role.SENTINEL).stream().map(running -> running.member().address()).toList();
  }

  /** All processes of one role. */
  public List<Running> members(Role role) {
    return processes.stream().filter(running -> running.member().role() == role).toList();
  }

  /** The node one of whose copies listens there. */
  public Optional<Running> nodeAt(Address copy) {
    return members(Role.NODE).stream()
        .filter(
            node ->
                copy.port() >= node.member().port() && copy.port() < node.member().port() + shards)
        .findFirst();
  }

  /** The same cluster after a process was started again. */
  ClusterState withRestarted(Running restarted) {
    List<Running> all = new ArrayList<>(processes);
    all.replaceAll(one -> one.member().equals(restarted.member()) ? restarted : one);
    return new ClusterState(shards, replicas, password, all);
  }

  /** Writes the file; another reader sees the old or the new one whole. */
  void save(Path dir) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("version 1");
    lines.add("shards " + shards);
    lines.add("replicas " + replicas);
    lines.add("password " + password);
    for (Running running : processes) {
      Member member = running.member();
      lines.add(
          "process %s %s %d %d %d %d"
              .formatted(
                  member.role().command(),
                  member.name(),
                  member.port(),
                  member.controlPort(),
                  running.id().pid(),
                  running.id().startTicks()));
    }
    Path fresh =
        Files.createTempFile(
            dir,
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, lines);
    Files.move(
        fresh,
        dir.resolve(FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path dir) throws IOException {
    Files.deleteIfExists(dir.resolve(FILE));
  }

  /** What the folder remembers; empty where no cluster was started. */
  public static Optional<ClusterState> load(Path dir) {
    List<String> lines;
    try {
      lines = Files.readAllLines(dir.resolve(FILE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ClusterException("cannot read " + dir.resolve(FILE) + ": " + e.getMessage(), e);
    }
    try {
      return Optional.of(parse(lines));
    } catch (RuntimeException e) {
      throw new ClusterException(dir.resolve(FILE) + " is damaged: " + e.getMessage(), e);
    }
  }

  private static ClusterState parse(List<String> lines) {
    int shards = 0;
    int replicas = 0;
    String password = "";
    List<Running> processes = new ArrayList<>();
    for (String line : lines) {
      String[] word = line.split(" ", 2);
      switch (word[0]) {
        case "version" -> {
          if (!word[1].equals("1")) {
            throw new IllegalArgumentException("version " + word[1]);
          }
        }
        case "shards" -> shards = Integer.parseInt(word[1]);
        case "replicas" -> replicas = Integer.parseInt(word[1]);
        case "password" -> password = word[1];
        case "process" -> processes.add(parseProcess(word[1].split(" ")));
        default -> throw new IllegalArgumentException("unknown line '" + line + "'");
      }
    }
    return new ClusterState(shards, replicas, password, processes);
  }

  private static Running parseProcess(String[] word) {
    return new Running(
        new Member(Role.of(word[0]), word[1], Integer.parseInt(word[2]), Integer.parseInt(word[3])),
        new ProcessId(Long.parseLong(word[4]), Long.parseLong(word[5])));
  }
}
