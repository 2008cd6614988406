package io.vedette.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class ConfigWordsTest {
  @Test
  void wordsAreSeparatedByBlanks() {
    assertThat(ConfigWords.split(" a\tb  c ")).contains(List.of("a", "b", "c"));
    assertThat(ConfigWords.split("  ")).contains(List.of());
  }

  @Test
  void doubleQuotesTakeEscapes() {
    assertThat(ConfigWords.split("x \"a b\\n\\x41\\\"\\q\\xZZ\""))
        .contains(List.of("x", "a b\nA\"qxZZ"));
  }

  @Test
  void singleQuotesTakeTheirOwnQuoteOnly() {
    assertThat(ConfigWords.split("'a\\n\\'b'")).contains(List.of("a\\n'b"));
  }

  @Test
  void aQuoteMayOpenInsideAWordButMustCloseAtItsEnd() {
    assertThat(ConfigWords.split("a\"b c\"")).contains(List.of("ab c"));
    assertThat(ConfigWords.split("\"a\"b")).isEmpty();
    assertThat(ConfigWords.split("\"a")).isEmpty();
    assertThat(ConfigWords.split("'a")).isEmpty();
  }

  @Property
  void whatIsQuotedReadsBackAsItself(@ForAll @CharRange(from = 0, to = 255) String word) {
    assertThat(ConfigWords.split("name " + ConfigWords.quoteIfNeeded(word)))
        .contains(List.of("name", word));
  }
}
