package io.vedette.deploy.command;

import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.drill.Drill;
import io.vedette.deploy.drill.DrillOptions;
import io.vedette.deploy.drill.DrillReport;
import io.vedette.deploy.drill.DrillText;
import io.vedette.deploy.drill.Fault;
import io.vedette.deploy.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drill}: exit status 0 when the verdict is green, 1 when it is red. */
@Command(
    name = "drill",
    description = "Hit a master under load, watch the failover, and read every write back.",
    mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {
  @Mixin private ClusterCommands.Dir dir;

  @Parameters(
      paramLabel = "FAULT",
      description = "kill-master (kill -9) or pause-master (SIGSTOP)",
      completionCandidates = Faults.class)
  private String fault;

  @Option(names = "--shard", defaultValue = "0", description = "whose master (default: 0)")
  private int shard;

  @Option(
      names = "--rate",
      paramLabel = "WRITES",
      defaultValue = "1000",
      description = "writes a second (default: 1000)")
  private int rate;

  @Option(names = "--seconds", defaultValue = "9", description = "length of the load (default: 9)")
  private int seconds;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "also write the figures there; - is the standard output, without the text")
  private Path json;

  /** The faults' names. */
  static final class Faults implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Fault.values()).map(Fault::command).iterator();
    }
  }

  @Override
  public Integer call() {
    Fault wanted =
        Arrays.stream(Fault.values())
            .filter(one -> one.command().equals(fault))
            .findFirst()
            .orElseThrow(
                () ->
                    new ClusterException(
                        "no drill '" + fault + "'; there are " + String.join(", ", new Faults())));
    DrillOptions options = new DrillOptions(wanted, shard, rate, seconds);
    boolean toStandardOutput = json != null && json.toString().equals("-");
    DrillReport report =
        new Drill(dir.cluster(), options, line -> System.err.println("  " + line)).run();
    String figures = Json.write(report.figures());
    if (toStandardOutput) {
      System.out.println(figures);
    } else {
      System.out.print(DrillText.of(report));
      if (json != null) {
        save(figures);
      }
    }
    return report.green() ? 0 : 1;
  }

  private void save(String figures) {
    try {
      Files.writeString(json, figures + "\n");
    } catch (IOException e) {
      throw new ClusterException("cannot write " + json + ": " + e.getMessage(), e);
    }
  }
}
