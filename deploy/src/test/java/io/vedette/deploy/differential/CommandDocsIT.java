package io.vedette.deploy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.process.RealRedis;
import io.vedette.deploy.process.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * COMMAND DOCS of every command that both servers know, against {@code redis-server}: the same
 * facts in the same shape. The sentences are ours.
 */
@Timeout(180)
class CommandDocsIT {
  private static final List<String> OWN_WORDS = List.of("summary", "complexity", "subcommands");

  /** Have an argument that 7.0 does not know. */
  private static final List<String> NEWER = List.of("zrank", "zrevrank");

  @AutoClose private static RealRedis redis;
  @AutoClose private static TestServer vedette;

  @BeforeAll
  static void start() {
    redis = RealRedis.start("docs-redis");
    vedette = TestServer.start("docs-vedette");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void factsAndShapeAreThoseOfRedis(String protocol) throws IOException {
    try (RespConnection toRedis = new RespConnection(redis.address());
        RespConnection toVedette = new RespConnection(vedette.address())) {
      toRedis.call("HELLO", protocol);
      toVedette.call("HELLO", protocol);
      RespReply expected = toRedis.call("COMMAND", "DOCS");
      RespReply actual = toVedette.call("COMMAND", "DOCS");
      assertThat(actual.type()).isEqualTo(expected.type());
      Map<String, RespReply> ofRedis = commands(expected);
      Map<String, RespReply> ours = commands(actual);
      int compared = 0;
      for (String name : ours.keySet()) {
        if (ofRedis.containsKey(name) && !NEWER.contains(name)) {
          compared++;
          assertThat(comparable(ours.get(name))).as(name).isEqualTo(comparable(ofRedis.get(name)));
        }
      }
      assertThat(compared).isGreaterThan(240);
      assertThat(toVedette.call("COMMAND", "DOCS", "none", "config|get").toString())
          .startsWith(actual.type() + "[$\"config|get\", ");
    }
  }

  /** Commands and subcommands by their names. */
  private static Map<String, RespReply> commands(RespReply docs) {
    Map<String, RespReply> commands = new LinkedHashMap<>();
    for (int i = 0; i < docs.items().size(); i += 2) {
      RespReply doc = docs.items().get(i + 1);
      commands.put(docs.items().get(i).text(), doc);
      RespReply subcommands = field(doc, "subcommands");
      if (subcommands != null) {
        commands.putAll(commands(subcommands));
      }
    }
    return commands;
  }

  private static RespReply field(RespReply map, String name) {
    for (int i = 0; i < map.items().size(); i += 2) {
      if (name.equals(map.items().get(i).text())) {
        return map.items().get(i + 1);
      }
    }
    return null;
  }

  /** Without sentences, and without what later versions changed. */
  private static RespReply comparable(RespReply doc) {
    List<RespReply> items = new ArrayList<>();
    for (int i = 0; i < doc.items().size(); i += 2) {
      String name = doc.items().get(i).text();
      RespReply value = doc.items().get(i + 1);
      if (name.equals("history")) {
        value = versions(value);
      } else if (OWN_WORDS.contains(name)) {
        value = new RespReply(value.type(), "", null);
      }
      if (!name.equals("history") || !value.items().isEmpty()) {
        items.add(doc.items().get(i));
        items.add(value);
      }
    }
    return new RespReply(doc.type(), null, items);
  }

  private static RespReply versions(RespReply history) {
    List<RespReply> versions =
        history.items().stream()
            .map(change -> change.items().getFirst())
            .filter(version -> !version.text().startsWith("7.2"))
            .distinct()
            .toList();
    return new RespReply(history.type(), null, versions);
  }
}
