package io.vedette.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.CommandText;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPlaceTest {
  private static final CommandTable TABLE =
      CommandTable.parse(
          """
          range    -2  readonly  1..-1/2 RO  -  -
          counted  -2  readonly  #1 RO       -  -
          stored   -2  readonly  1 OW; #2 RO  -  -
          halves   -2  readonly  STREAMS@1%2 RO  -  -
          after    -2  readonly  1 RO; STORE@2 OW  -  -
          sorted   -2  readonly  1 RO; ? RO; ?SORT OW  -  -
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "range a 1 b 2 : 1,3",
        "counted 2 a b LIMIT : 2,3",
        "counted 3 a b : ''",
        "counted 0 a : ''",
        "counted -1 a : ''",
        "counted x a : ''",
        "counted 99999999999 a : ''",
        "counted : ''",
        "stored to 2 a b : 1,3,4",
        "stored to : 1",
        "halves COUNT 2 streams a b 0 0 : 4,5",
        "halves COUNT 2 : ''",
        "halves STREAMS : ''",
        "after a BY x store b : 1,5",
        "after a STORE : 1",
        "sorted a : 1",
        "sorted a STORE b by store STORE c get store store : 1,7",
        "sorted a limit store store desc store d : 1,7",
      })
  void keysAreWhereTheArgumentsPutThem(String words, String indexes) throws ProtocolException {
    String[] command = words.strip().split(" ");
    CommandSpec spec = TABLE.find(command[0]);
    assertThat(found(spec, command, 0)).isEqualTo(indexes);
    String[] within = new String[command.length + 2];
    Arrays.fill(within, "x");
    System.arraycopy(command, 0, within, 2, command.length);
    assertThat(found(spec, within, 2)).as("within another command").isEqualTo(indexes);
  }

  private static String found(CommandSpec spec, String[] words, int base) throws ProtocolException {
    CommandBatch batch = new CommandBatch();
    byte[] request = CommandText.of(words);
    batch.append(request, 0, request.length);
    new RequestParser().parse(batch, RespLimits.AUTHENTICATED);
    return Arrays.stream(spec.keysIn(batch, 0, base))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }
}
