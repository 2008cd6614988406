package io.vedette.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.text.Json;
import io.vedette.deploy.text.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void writesJson() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a\"b\\c\n\u0001");
    value.put("list", List.of(1, 2L, true));
    value.put("empty", List.of());
    value.put("none", Map.of());
    value.put("ms", 1.5);
    value.put("unseen", Double.NaN);
    assertThat(Json.write(value))
        .isEqualTo(
            "{\"text\":\"a\\\"b\\\\c\\n\\u0001\",\"list\":[1,2,true],\"empty\":[],\"none\":{},"
                + "\"ms\":1.500,\"unseen\":null}");
  }

  @Test
  void drawsColumns() {
    assertThat(TextTable.draw(List.of(List.of("A", "LONG"), List.of("wide", ""))))
        .isEqualTo("A     LONG\nwide\n");
  }

  @Test
  void wrongArgumentsAreRefusedBeforeAnythingStarts() {
    assertThat(VedetteCommand.execute("up", "--nodes", "many")).isEqualTo(2);
    assertThat(VedetteCommand.execute("nonsense")).isEqualTo(2);
    assertThat(VedetteCommand.execute()).isEqualTo(2);
  }
}
