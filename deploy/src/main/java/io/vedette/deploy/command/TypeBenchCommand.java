package io.vedette.deploy.command;

import io.vedette.deploy.bench.FigureTable;
import io.vedette.deploy.bench.TypeBench;
import io.vedette.deploy.text.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench types}. */
@Command(
    name = "types",
    description =
        "Measure the data types beside the machine's redis-server: the commands of"
            + " redis-benchmark's suite, large values, memory, growing tables.",
    mixinStandardHelpOptions = true)
final class TypeBenchCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "few commands, for a first impression")
  private boolean quick;

  @Option(names = "--rounds", defaultValue = "3", description = "rounds each (default: 3)")
  private int rounds;

  @Option(names = "--json", description = "as JSON, for tools")
  private boolean json;

  @Override
  public Integer call() {
    FigureTable table = new TypeBench(quick, rounds, line -> System.err.println("  " + line)).run();
    System.out.print(json ? Json.write(table.figures()) + "\n" : table.text());
    return 0;
  }
}
