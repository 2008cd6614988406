package io.vedette.deploy.command;

import io.vedette.deploy.bench.Bench;
import io.vedette.deploy.bench.BenchReport;
import io.vedette.deploy.text.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}. */
@Command(
    name = "bench",
    description =
        "Measure server CPU and speed beside the machine's redis-server, and the proxy beside a"
            + " direct port.",
    mixinStandardHelpOptions = true,
    subcommands = {PersistenceBenchCommand.class, TypeBenchCommand.class})
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "a fifth of the commands, for a first impression")
  private boolean quick;

  @Option(names = "--rounds", defaultValue = "5", description = "rounds a workload (default: 5)")
  private int rounds;

  @Option(names = "--json", description = "as JSON, for tools")
  private boolean json;

  @Override
  public Integer call() {
    BenchReport report = new Bench(quick, rounds, line -> System.err.println("  " + line)).run();
    System.out.print(json ? Json.write(report.figures()) + "\n" : report.text());
    return 0;
  }
}
