package io.vedette.deploy.command;

import io.vedette.deploy.backup.Backup;
import io.vedette.deploy.backup.Backup.Source;
import io.vedette.deploy.backup.BackupException;
import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.ClusterView;
import io.vedette.deploy.cluster.ShardView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}. */
@Command(
    name = "backup",
    description =
        "Copy the data set of every shard of a cluster, or of one server, into a folder: one RDB a"
            + " shard, each consistent in itself, with a manifest of SHA-256 sums.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "folder of the backup")
  private Path folder;

  @Option(names = "--verify", description = "read the backup in DIR and compare it with its sums")
  private boolean verify;

  @Option(
      names = "--from",
      paramLabel = "HOST:PORT",
      description = "one server (also a redis-server) instead of the cluster in --dir")
  private String from;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "",
      description = "user, with --from")
  private String user;

  @Option(
      names = "--password",
      paramLabel = "PASSWORD",
      defaultValue = "${env:REDISCLI_AUTH:-}",
      description = "password, with --from (default: the environment's REDISCLI_AUTH)")
  private String password;

  @Mixin private ClusterCommands.Dir dir;

  @Override
  public Integer call() {
    Backup backup = new Backup(folder, line -> System.out.println("  " + line));
    try {
      if (verify) {
        int files = backup.verify().files().size();
        System.out.println("the backup in " + folder + " is good: " + files + " files");
      } else if (from != null) {
        List<Source> server = List.of(new Source("-", "-", Address.parse(from)));
        backup.make(server, user, password);
        System.out.println("backed up to " + folder);
      } else {
        ClusterState state = dir.cluster().require();
        backup.make(shards(state), "", state.password());
        System.out.println("backed up to " + folder);
      }
      return 0;
    } catch (IOException | BackupException | IllegalArgumentException e) {
      throw new ClusterException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private static List<Source> shards(ClusterState state) {
    List<Source> sources = new ArrayList<>();
    List<ShardView> shards = ClusterView.look(state).shards();
    if (shards.size() < state.shards()) {
      throw new ClusterException(
          "only %d of %d shards have a master".formatted(shards.size(), state.shards()));
    }
    for (ShardView shard : shards) {
      sources.add(
          new Source(
              shard.name(),
              shard.slots().isEmpty() ? "-" : shard.slots(),
              shard.master().address()));
    }
    return sources;
  }
}
