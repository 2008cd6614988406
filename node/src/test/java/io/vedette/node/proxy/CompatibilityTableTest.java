package io.vedette.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.command.AbsentCommands;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The last table of docs/COMPATIBILITY.md says what the command table and the proxy do. */
class CompatibilityTableTest {
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private static final String IMPOSSIBLE = "is not possible through the proxy";

  private final CommandTable table = CommandTable.standard();
  private final Map<String, Row> rows = rows();

  private record Row(boolean direct, String proxy) {}

  @Test
  void everyCommandOfRedisStandsInItOnce() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("redis-7.2-commands.txt")) {
      Set<String> names = new TreeSet<>(new String(in.readAllBytes()).lines().toList());
      names.removeIf(name -> isContainer(name, names) && !name.equals("command"));
      assertThat(rows.keySet()).isEqualTo(names);
    }
  }

  private static boolean isContainer(String name, Set<String> names) {
    return names.stream().anyMatch(other -> other.startsWith(name + "|"));
  }

  @Test
  void yesMeansThatItIsInTheCommandTable() {
    Set<String> there = new TreeSet<>();
    for (int id = 0; id < table.size(); id++) {
      CommandSpec spec = table.byId(id);
      if (!spec.isInternal() && (!spec.isContainer() || spec.name().equals("command"))) {
        there.add(spec.name());
      }
    }
    Set<String> yes = new TreeSet<>();
    rows.forEach((name, row) -> yes.addAll(row.direct() ? List.of(name) : List.of()));
    assertThat(yes).containsAll(there);
    yes.removeAll(there);
    assertThat(yes).as("not in the command table").isEmpty();
  }

  @Test
  void noMeansThatTheReasonIsAnswered() {
    rows.forEach(
        (name, row) -> {
          CommandBatch batch = new CommandBatch();
          batch.addCommand(words(name, 2));
          String error = AbsentCommands.refusal(batch, 0);
          assertThat(error == null).as(name).isEqualTo(row.direct());
        });
  }

  @Test
  void theProxyDoesWhatIsSaid() {
    RouteTable routes = new RouteTable(table);
    rows.forEach(
        (name, row) -> {
          CommandSpec spec = table.find(name);
          assertThat(row.proxy()).as(name).isEqualTo(row.direct() ? proxy(routes, spec) : "–");
        });
  }

  private static String proxy(RouteTable routes, CommandSpec spec) {
    return switch (routes.of(spec)) {
      case ONE_SHARD, SORT, BLOCKING, PUBLISH, TRANSACTION -> "one shard";
      case MANY_KEYS -> "any keys";
      case ALL_SHARDS, SCAN -> "all shards";
      case SUBSCRIBE ->
          Set.of("ssubscribe", "sunsubscribe").contains(spec.name()) ? "one shard" : "all shards";
      case WAIT -> "shards written to";
      case LOCAL, ALWAYS_LOCAL -> refusedByTheProxyItself(spec) ? "no" : "the proxy";
      case IMPOSSIBLE -> "no";
    };
  }

  private static boolean refusedByTheProxyItself(CommandSpec spec) {
    ProxyHarness.FakeClient client = new ProxyHarness().client();
    client.send(
        String.join(
            " ",
            words(spec.name(), Math.abs(spec.arity())).stream()
                .map(word -> new String(word, StandardCharsets.US_ASCII))
                .toList()));
    return client.replies().contains(IMPOSSIBLE);
  }

  /** A call of so many words, the name's and whatever. */
  private static List<byte[]> words(String name, int count) {
    List<String> words = new ArrayList<>(Arrays.asList(name.split("\\|")));
    while (words.size() < count) {
      words.add("1");
    }
    return words.stream().map(word -> word.getBytes(StandardCharsets.US_ASCII)).toList();
  }

  private static Map<String, Row> rows() {
    Path file = Path.of("..", "docs", "COMPATIBILITY.md");
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new AssertionError(file.toAbsolutePath().toString(), e);
    }
    Map<String, Row> rows = new TreeMap<>();
    for (String line : lines.subList(lines.indexOf("## Every command"), lines.size())) {
      String[] cells = line.split("\\|");
      if (cells.length > 4 && NAME.matcher(cells[2]).find()) {
        Row row = new Row(cells[3].strip().equals("yes"), cells[4].strip());
        NAME.matcher(cells[2])
            .results()
            .map(CompatibilityTableTest::name)
            .forEach(name -> assertThat(rows.put(name, row)).as(name).isNull());
      }
    }
    return rows;
  }

  private static String name(MatchResult match) {
    return match.group(1).toLowerCase(Locale.ROOT).replace(' ', '|');
  }
}
