package io.vedette.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {
  private final CommandTable table = CommandTable.standard();

  @Test
  void everyNameIsFoundInAnyCaseAtAnyPlaceOfTheRequest() {
    for (int id = 0; id < table.size(); id++) {
      CommandSpec spec = table.byId(id);
      assertThat(spec.id()).isEqualTo(id);
      String own = spec.ownName();
      for (String name : List.of(own, own.toUpperCase(Locale.ROOT), mixed(own))) {
        for (String after : List.of("", "x", "\r\nlonger")) {
          assertThat(find(spec.container(), "$3\r\n", name, after)).isSameAs(spec);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ge", "gett", "get\0", "\0get", "getrangee", "g@t", "client|id"})
  void otherNamesAreNotFound(String name) {
    assertThat(find(null, "", name, "")).isNull();
    assertThat(find(null, "set", name, "get")).isNull();
  }

  @Test
  void charactersThatDifferFromLettersInTheCaseBitOnlyAreNotTakenForThem() {
    CommandSpec client = table.find("client");
    assertThat(find(client, "", "no-evict", "")).isNotNull();
    assertThat(find(client, "", "no\revict", "")).isNull();
    assertThat(find(null, "", "unknown-command-of-many-letters", "")).isNull();
  }

  @Test
  void aNameLongerThanTwoWordsIsComparedByteForByte() {
    CommandTable one = CommandTable.parse("averylongcommandname_ro  2  fast  1 RO  string  -\n");
    assertThat(one.find("AVERYLONGCOMMANDNAME_RO")).isNotNull();
    assertThat(one.find("averylonXcommandname_ro")).isNull();
  }

  @Test
  void flagsImplyCategories() {
    CommandSpec set = table.find("set");
    assertThat(set.isWrite()).isTrue();
    assertThat(set.has(CommandFlag.DENYOOM)).isTrue();
    assertThat(set.has(CommandCategory.WRITE)).isTrue();
    assertThat(set.has(CommandCategory.STRING)).isTrue();
    assertThat(set.has(CommandCategory.SLOW)).isTrue();
    assertThat(set.has(CommandCategory.FAST)).isFalse();
    CommandSpec list = table.find("client|list");
    assertThat(list.has(CommandCategory.ADMIN)).isTrue();
    assertThat(list.has(CommandCategory.DANGEROUS)).isTrue();
  }

  @Test
  void keysAreWhereTheTableSays() {
    assertThat(table.find("ping").firstKey()).isZero();
    CommandSpec mset = table.find("mset");
    assertThat(mset.firstKey()).isEqualTo(1);
    assertThat(mset.lastKeyIn(5)).isEqualTo(4);
    assertThat(mset.keyStep()).isEqualTo(2);
    CommandSpec copy = table.find("copy");
    assertThat(copy.firstKey()).isEqualTo(1);
    assertThat(copy.lastKeyIn(5)).isEqualTo(2);
    assertThat(table.find("object|encoding").firstKey()).isEqualTo(2);
    assertThat(table.find("lcs").keySpecs().getFirst().place())
        .isEqualTo(new KeyPlace.Range(1, 2, 1));
  }

  @Test
  void arityCountsTheName() {
    assertThat(table.find("get").accepts(2)).isTrue();
    assertThat(table.find("get").accepts(3)).isFalse();
    assertThat(table.find("set").accepts(2)).isFalse();
    assertThat(table.find("set").accepts(9)).isTrue();
  }

  @Test
  void aMalformedLineIsNamed() {
    assertThatThrownBy(() -> CommandTable.parse("# head\nget  2  fast\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("command table, line 2: 3 columns for 6");
    assertThatThrownBy(() -> CommandTable.parse("get  2  quick  -  -  -"))
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> CommandTable.parse("a|b  2  fast  -  -  -"))
        .hasMessageContaining("a|b before its container");
    assertThatThrownBy(() -> CommandTable.parse("get  2  -  -  -  -\nget  2  -  -  -  -"))
        .hasMessage("command twice in the table: get");
  }

  private CommandSpec find(CommandSpec container, String before, String name, String after) {
    byte[] data = (before + name + after).getBytes(StandardCharsets.ISO_8859_1);
    return container == null
        ? table.find(data, before.length(), name.length())
        : container.subcommand(data, before.length(), name.length());
  }

  private static String mixed(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
