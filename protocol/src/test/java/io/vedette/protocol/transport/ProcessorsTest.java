package io.vedette.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.config.InvalidValueException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0;{0}",
        "0,3;{0, 3}",
        "1-4;{1, 2, 3, 4}",
        "0-7:3,5;{0, 3, 5, 6}",
        "1023;{1023}",
        "'';{}"
      })
  void readsRedissLists(String text, String numbers) throws InvalidValueException {
    Processors processors = Processors.TYPE.parse(List.of(text), Processors.ANY);

    assertThat(processors.numbers()).hasToString(numbers);
    assertThat(Processors.TYPE.format(processors)).containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "-1", "3-1", "0-", "1024", "0-7:0", "1,,2", "0:2", "99999"})
  void refusesWhatNamesNoProcessors(String text) {
    assertThatThrownBy(() -> Processors.TYPE.parse(List.of(text), Processors.ANY))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("list of processors");
  }
}
