package io.vedette.deploy.command;

import io.vedette.deploy.cluster.ClusterException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The top of the command line. */
@Command(
    name = "vedette",
    description = "A Redis-compatible, replicated store that fails over before its clients notice.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ClusterCommands.Up.class,
      ClusterCommands.Status.class,
      ClusterCommands.Down.class,
      DrillCommand.class,
      BenchCommand.class,
      BackupCommand.class,
      CheckAofCommand.class,
      CheckRdbCommand.class,
      ClusterCommands.Train.class,
    },
    footer = {
      "",
      "Run by service managers, in the foreground:",
      "  server [FILE] [--directive value]...   one shard copy alone, in the place of redis-server",
      "  node|proxy|sentinel --config FILE      one process of a cluster",
      "For developers:",
      "  test [MAVEN ARGUMENTS]                 set up what the tests need, then mvn verify",
    })
public final class VedetteCommand implements Runnable {
  private static final int FAILED = 1;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command line; the result is the exit status. */
  public static int execute(String... arguments) {
    CommandLine line = new CommandLine(new VedetteCommand());
    line.setExecutionExceptionHandler(
        (e, _, _) -> {
          if (e instanceof ClusterException) {
            System.err.println("vedette: " + e.getMessage());
            return FAILED;
          }
          throw e;
        });
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
