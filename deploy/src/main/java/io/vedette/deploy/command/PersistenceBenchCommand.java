package io.vedette.deploy.command;

import io.vedette.deploy.bench.FigureTable;
import io.vedette.deploy.bench.PersistenceBench;
import io.vedette.deploy.text.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench persistence}. */
@Command(
    name = "persistence",
    description =
        "Measure what durability costs beside the machine's redis-server: appends, WAITAOF, BGSAVE,"
            + " loading.",
    mixinStandardHelpOptions = true)
final class PersistenceBenchCommand implements Callable<Integer> {
  private static final int KEYS = 5_000_000;
  private static final int QUICK_KEYS = 300_000;

  @Option(names = "--quick", description = "few commands and keys, for a first impression")
  private boolean quick;

  @Option(
      names = "--keys",
      description = "keys that are saved and loaded (default: 5000000, quick: 300000)")
  private int keys;

  @Option(names = "--rounds", defaultValue = "3", description = "rounds each (default: 3)")
  private int rounds;

  @Option(names = "--json", description = "as JSON, for tools")
  private boolean json;

  @Override
  public Integer call() {
    int size = keys > 0 ? keys : quick ? QUICK_KEYS : KEYS;
    FigureTable report =
        new PersistenceBench(quick, size, rounds, line -> System.err.println("  " + line)).run();
    System.out.print(json ? Json.write(report.figures()) + "\n" : report.text());
    return 0;
  }
}
