package io.vedette.protocol.command.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandDocsTest {
  private final CommandDocs docs = CommandDocs.standard();

  @Test
  void everyCommandIsDocumented() {
    CommandTable table = CommandTable.standard();
    List<String> missing = new ArrayList<>();
    for (int id = 0; id < table.size(); id++) {
      CommandSpec spec = table.byId(id);
      if (!spec.isInternal() && docs.find(spec.name()) == null) {
        missing.add(spec.name());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void eachIsOneSentenceAndItsKeysAreThoseOfTheTable() {
    for (CommandDoc doc : docs.all()) {
      assertThat(doc.summary()).as(doc.name()).matches("[A-Z][^.]*\\.");
      CommandSpec spec = CommandTable.standard().find(doc.name());
      int keySpecs = spec == null ? Integer.MAX_VALUE : spec.keySpecs().size();
      assertThat(largestKeySpec(doc.arguments())).as(doc.name()).isLessThan(keySpecs);
    }
  }

  private static int largestKeySpec(List<DocArgument> arguments) {
    return arguments.stream()
        .mapToInt(of -> Math.max(of.keySpec(), largestKeySpec(of.arguments())))
        .max()
        .orElse(-1);
  }

  /** The shape is that of redis-server 7.0.15, which CommandDocsIT compares in full. */
  @Test
  void aReplyHoldsWhatIsKnownAndNothingElse() {
    CommandDocs some =
        CommandDocs.parse(
            """
            # head
            old string 1.0.0
              summary Does it.
              complexity O(1)
              deprecated 2.0.0 `NEW`
              history 1.5.0 The option `X`.
              arguments key@0 X?<1.5.0
              arguments how{count/integer COUNT=all/pure-token}*

            bare server 3.0.0
              summary Does that.
            """);
    assertThat(reply(some.find("bare"), 2))
        .isEqualTo("$4 bare *6 $7 summary $10 Does that. $5 since $5 3.0.0 $5 group $6 server");
    assertThat(reply(some.find("old"), 3))
        .isEqualTo(
            "$3 old %9 $7 summary $8 Does it. $5 since $5 1.0.0 $5 group $6 string"
                + " $10 complexity $4 O(1) $9 doc_flags ~1 +deprecated"
                + " $16 deprecated_since $5 2.0.0 $11 replaced_by $5 `NEW`"
                + " $7 history ~1 *2 $5 1.5.0 $15 The option `X`. $9 arguments *3"
                + " %3 $4 name $3 key $4 type $3 key $14 key_spec_index :0"
                + " %5 $4 name $1 x $4 type $10 pure-token $5 token $1 X $5 since $5 1.5.0"
                + " $5 flags ~1 +optional"
                + " %4 $4 name $3 how $4 type $5 oneof $5 flags ~1 +multiple $9 arguments *2"
                + " %2 $4 name $5 count $4 type $7 integer"
                + " %3 $4 name $3 all $4 type $10 pure-token $5 token $5 COUNT");
  }

  @Test
  void subcommandsStandInTheirContainer() {
    ReplyBuffer out = new ReplyBuffer();
    DocsReply.write(out, docs.find("object"), List.of(docs.find("object|help")));
    assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8).replace("\r\n", " "))
        .startsWith("$6 object *10 ")
        .contains(" $11 subcommands *2 $11 object|help *8 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "get string ; no group, version or summary of get",
        "get string 1.0.0 ; no group, version or summary of get",
        "'  summary Lost.' ; line 1: what is summary Lost.",
        "get string 1.0.0|  summary Gets.|  nonsense x ; line 3: what is nonsense x",
        "get string 1.0.0|  summary Gets.|  history 2.0.0 ; line 3: no text behind 2.0.0",
        "get string 1.0.0|  summary Gets.|get string 1.0.0|  summary Gets. ; get twice",
        "get string 1.0.0|  summary Gets.|  arguments a(b ; line 3: no end behind those of a",
        "get string 1.0.0|  summary Gets.|  arguments a) ; line 3: unexpected )",
        "get string 1.0.0|  summary Gets.|  arguments a/number ; line 3: no type behind a/number",
        "get string 1.0.0|  summary Gets.|  arguments a ? ; line 3: no name at ?",
      })
  void aMalformedLineIsNamed(String text, String reason) {
    assertThatThrownBy(() -> CommandDocs.parse(text.replace('|', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static String reply(CommandDoc doc, int protocol) {
    ReplyBuffer out = new ReplyBuffer();
    out.protocol(protocol);
    DocsReply.write(out, doc, List.of());
    return new String(out.toByteArray(), StandardCharsets.UTF_8).strip().replace("\r\n", " ");
  }
}
