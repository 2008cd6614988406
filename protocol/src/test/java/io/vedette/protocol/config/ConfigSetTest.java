package io.vedette.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSetTest {
  enum Level {
    DEBUG,
    NOTICE
  }

  private static final Directive<Integer> PORT =
      Directive.integer("port", 6379, 0, 65535).immutable();
  private static final Directive<Long> MAXMEMORY =
      Directive.memory("maxmemory", 0, 0, Long.MAX_VALUE);
  private static final Directive<Boolean> READ_ONLY =
      Directive.yesNo("replica-read-only", true).alias("slave-read-only");
  private static final Directive<Level> LOGLEVEL = Directive.choice("loglevel", Level.NOTICE);
  private static final Directive<List<String>> BIND = Directive.texts("bind", "127.0.0.1");
  private static final Directive<String> PASSWORD = Directive.password("requirepass");
  private static final Directive<Boolean> APPENDONLY =
      Directive.yesNo("appendonly", false).unless(on -> on ? "not in this version" : null);

  private final ConfigSet config =
      new ConfigSet(
          Directives.of(PORT, MAXMEMORY, READ_ONLY, LOGLEVEL, BIND, PASSWORD, APPENDONLY));

  @Test
  void defaultsStandUntilALineSaysOtherwise() throws ConfigException {
    assertThat(config.get(PORT)).isEqualTo(6379);
    assertThat(config.isGiven(PORT)).isFalse();
    load("port 1\nPort 2\n# port 3\n\n  bind 10.0.0.1 ::1  \nloglevel DEBUG\nslave-read-only no");
    assertThat(config.get(PORT)).isEqualTo(2);
    assertThat(config.get(BIND)).containsExactly("10.0.0.1", "::1");
    assertThat(config.get(LOGLEVEL)).isEqualTo(Level.DEBUG);
    assertThat(config.get(READ_ONLY)).isFalse();
    assertThat(config.isGiven(PORT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1k,1000", "1kb,1024", "2M,2000000", "2mb,2097152", "1gb,1073741824", "5b,5", "7,7"})
  void sizesTakeUnits(String text, long bytes) throws ConfigException {
    load("maxmemory " + text);
    assertThat(config.get(MAXMEMORY)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port abc          | argument couldn't be parsed into an integer",
        "port 08           | argument couldn't be parsed into an integer",
        "port 70000        | argument must be between 0 and 65535 inclusive",
        "port 1 2          | wrong number of arguments",
        "port              | wrong number of arguments",
        "maxmemory 1q      | argument must be a memory value",
        "maxmemory -1      | argument must be a memory value",
        "maxmemory 99999999999gb | argument must be a memory value",
        "appendonly maybe  | argument must be 'yes' or 'no'",
        "appendonly yes    | not in this version",
        "loglevel loud     | argument(s) must be one of the following: debug, notice",
        "unheard-of 1      | Bad directive or wrong number of arguments",
        "port \"1          | Unbalanced quotes in configuration line",
      })
  void aBadLineIsNamedWithItsReason(String line, String reason) {
    assertThatThrownBy(() -> load("port 5\n\n" + line))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Reading the configuration file (x.conf), at line 3\n>>> '%s'\n%s"
                .formatted(line, reason));
    assertThat(config.get(PORT)).isEqualTo(6379);
  }

  @Test
  void aPasswordIsBytes() throws ConfigException {
    load("requirepass \"\\xff\u00c3\u00a4\"");
    byte[] password = config.get(PASSWORD).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(password).containsExactly(0xFF, 0xC3, 0xA4);
  }

  @Test
  void getFindsNamesAndAliasesByPattern() {
    assertThat(config.matching(List.of("*READ-only", "port", "nothing")))
        .isEqualTo(Map.of("replica-read-only", "yes", "slave-read-only", "yes", "port", "6379"));
    assertThat(config.matching(List.of("bind"))).containsEntry("bind", "127.0.0.1");
  }

  @Test
  void setChangesAllPairsOrNone() throws InvalidValueException {
    List<String> seen = new ArrayList<>();
    config.onChange(MAXMEMORY, bytes -> seen.add("maxmemory " + bytes));
    config.onChange(LOGLEVEL, level -> seen.add("loglevel " + level));
    config.change(List.of("MaxMemory", "1kb", "bind", "a  b", "loglevel", "notice"), true);
    assertThat(config.get(MAXMEMORY)).isEqualTo(1024L);
    assertThat(config.get(BIND)).containsExactly("a", "b");
    assertThat(seen).containsExactly("maxmemory 1024");

    assertThatThrownBy(() -> config.change(List.of("loglevel", "debug", "maxmemory", "5x"), true))
        .hasMessage(
            "CONFIG SET failed (possibly related to argument 'maxmemory')"
                + " - argument must be a memory value");
    assertThat(config.get(LOGLEVEL)).isEqualTo(Level.NOTICE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port,5|CONFIG SET failed (possibly related to argument 'port')"
            + " - can't set immutable config",
        "maxmemory,1,MAXMEMORY,2|CONFIG SET failed (possibly related to argument 'MAXMEMORY')"
            + " - duplicate parameter",
        "Foo,1|Unknown option or number of arguments for CONFIG SET - 'Foo'",
        "maxmemory,1,port|syntax error",
      })
  void setRefusesAsRedisDoes(String pairs, String error) {
    assertThatThrownBy(() -> config.change(List.of(pairs.split(",")), true)).hasMessage(error);
  }

  @Test
  void theProgramMaySetWhatClientsMayNot() {
    config.put(PORT, 7);
    assertThat(config.get(PORT)).isEqualTo(7);
  }

  private void load(String text) throws ConfigException {
    config.load(ConfigReader.readText("x.conf", text));
  }
}
