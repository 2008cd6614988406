package io.vedette.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionCommandsTest {
  private static final String WRONG_PASSWORD =
      "-WRONGPASS invalid username-password pair or user is disabled.";

  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection client = rig.connect();

  /** Answers of redis-server 7.0.15 to the same lines. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PING ; +PONG",
        "PING x ; $1 x",
        "PING x y ; -ERR wrong number of arguments for 'ping' command",
        "ECHO ; -ERR wrong number of arguments for 'echo' command",
        "HELLO 1 ; -NOPROTO unsupported protocol version",
        "HELLO x ; -ERR Protocol version is not an integer or out of range",
        "HELLO 3 AUTH a ; -ERR Syntax error in HELLO option 'AUTH'",
        "HELLO 3 SETNAME ; -ERR Syntax error in HELLO option 'SETNAME'",
        "HELLO 3 foo ; -ERR Syntax error in HELLO option 'foo'",
        "HELLO 3 AUTH nobody x ; -WRONGPASS invalid username-password pair or user is disabled.",
        "AUTH x ; -ERR AUTH <password> called without any password configured for the default user."
            + " Are you sure your configuration is correct?",
        "AUTH default x ; +OK",
        "AUTH a b c ; -ERR syntax error",
        "SELECT 15 ; +OK",
        "SELECT 16 ; -ERR DB index is out of range",
        "SELECT -1 ; -ERR DB index is out of range",
        "SELECT x ; -ERR value is not an integer or out of range",
        "CLIENT ; -ERR wrong number of arguments for 'client' command",
        "CLIENT FOO ; -ERR unknown subcommand 'FOO'. Try CLIENT HELP.",
        "CLIENT ID x ; -ERR wrong number of arguments for 'client|id' command",
        "CLIENT GETNAME ; $-1",
        "CLIENT SETNAME 'a b' ; -ERR Client names cannot contain spaces, newlines or special"
            + " characters.",
        "CLIENT SETINFO lib-name 'a b' ; -ERR lib-name cannot contain spaces, newlines or special"
            + " characters.",
        "CLIENT SETINFO foo x ; -ERR Unrecognized option 'foo'",
        "CLIENT SETINFO LIB-VER 1.0 ; +OK",
        "CLIENT LIST TYPE foo ; -ERR Unknown client type 'foo'",
        "CLIENT LIST ID abc ; -ERR Invalid client ID",
        "CLIENT LIST ID ; -ERR syntax error",
        "CLIENT LIST ID 999 ; $0",
        "CLIENT KILL nobody ; -ERR No such client",
        "CLIENT KILL ID 0 ; -ERR client-id should be greater than 0",
        "CLIENT KILL ID 999 ; :0",
        "CLIENT KILL USER foo ; -ERR No such user 'foo'",
        "CLIENT KILL SKIPME maybe ; -ERR syntax error",
        "CLIENT KILL ID 1 SKIPME ; -ERR syntax error",
        "CLIENT NO-EVICT x ; -ERR syntax error",
        "CLIENT REPLY x ; -ERR syntax error",
        "FOO a b ; -ERR unknown command 'FOO', with args beginning with: 'a' 'b'",
        "EVAL x 0 ; -ERR EVAL is not supported: this server runs no scripts",
        "CLIENT TRACKING ON ; -ERR CLIENT TRACKING is not supported: this server does not track"
            + " what clients keep",
        "GET ; -ERR wrong number of arguments for 'get' command",
        "VEDETTE PROXY a b c ; -ERR unknown command 'VEDETTE', with args beginning with: 'PROXY'"
            + " 'a' 'b' 'c'",
      })
  void answersAsRedisDoes(String line, String reply) {
    assertThat(client.send(line)).isEqualTo(reply);
  }

  @Test
  void helloChangesTheProtocolOnlyIfEverythingElseFits() {
    assertThat(client.send("HELLO 3 SETNAME 'b a'")).startsWith("-ERR Client names");
    assertThat(client.send("CLIENT GETNAME")).isEqualTo("$-1");
    assertThat(client.send("HELLO 3 SETNAME me"))
        .isEqualTo(
            "%7 $6 server $5 redis $7 version $5 7.2.4 $5 proto :3 $2 id :1 $4 mode"
                + " $10 standalone $4 role $6 master $7 modules *0");
    assertThat(client.send("CLIENT GETNAME")).isEqualTo("$2 me");
    assertThat(client.send("RESET")).isEqualTo("+RESET");
    assertThat(client.send("CLIENT GETNAME")).isEqualTo("$-1");
  }

  @Test
  void aPasswordLocksEverythingButTheWayIn() {
    rig.authenticator.password("se cret");
    assertThat(client.send("PING")).isEqualTo("+PONG");
    ShardRig.Connection late = rig.connect();
    assertThat(late.send("PING")).isEqualTo("-NOAUTH Authentication required.");
    assertThat(late.send("HELLO 3"))
        .startsWith("-NOAUTH HELLO must be called with the client already authenticated");
    assertThat(late.send("AUTH wrong")).isEqualTo(WRONG_PASSWORD);
    assertThat(late.send("EXEC"))
        .isEqualTo("-EXECABORT Transaction discarded because of: NOAUTH Authentication required.");
    assertThat(late.send("HELLO 2 AUTH default 'se cret'")).startsWith("*14");
    assertThat(late.send("PING")).isEqualTo("+PONG");
    assertThat(late.send("RESET")).isEqualTo("+RESET");
    assertThat(late.send("PING")).startsWith("-NOAUTH");
    assertThat(late.send("AUTH 'se cret'")).isEqualTo("+OK");
  }

  @Test
  void replySkipAndOffSilenceReplies() {
    assertThat(client.sendRaw("CLIENT REPLY SKIP\r\nPING a\r\nPING b\r\n")).isEqualTo("$1 b");
    assertThat(client.sendRaw("CLIENT REPLY OFF\r\nPING a\r\nFOO\r\nCLIENT REPLY ON\r\n"))
        .isEqualTo("+OK");
  }

  @Test
  void killClosesOthersAtOnceAndOneselfAfterTheReply() {
    ShardRig.Connection other = rig.connect();
    assertThat(client.send("CLIENT KILL TYPE normal")).isEqualTo(":1");
    assertThat(other.isClosed()).isTrue();
    assertThat(client.isClosed()).isFalse();
    assertThat(client.send("CLIENT KILL TYPE normal SKIPME no")).isEqualTo(":1");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void oldKillTakesAnAddress() {
    ShardRig.Connection other = rig.connect();
    assertThat(client.send("CLIENT KILL " + other.client.session().remoteAddress()))
        .isEqualTo("+OK");
    assertThat(other.isClosed()).isTrue();
  }

  @Test
  void listShowsWhatClientsDo() {
    ShardRig.Connection other = rig.connect();
    other.send("CLIENT SETNAME worker");
    other.send("CLIENT SETINFO LIB-NAME jedis");
    other.send("SELECT 3");
    other.send("MULTI");
    other.send("PING");
    rig.nowMs += 2500;
    assertThat(client.send("CLIENT LIST ID 2"))
        .contains("id=2 addr=127.0.0.1:5002 laddr=127.0.0.1:6379 fd=-1 name=worker age=2 idle=2")
        .contains(" flags=x db=3 sub=0 psub=0 ssub=0 multi=1 ")
        .contains(" cmd=multi user=default redir=-1 resp=2 lib-name=jedis lib-ver=");
  }

  @Test
  void tooManyClientsAreTurnedAway() {
    rig.connect();
    rig.connect();
    ShardRig.Connection fourth = rig.connect();
    assertThat(fourth.take()).isEqualTo("-ERR max number of clients reached");
    assertThat(fourth.isClosed()).isTrue();
    assertThat(rig.stats.rejectedConnections()).isEqualTo(1);
  }

  @Test
  void quitClosesAfterItsReply() {
    assertThat(client.sendRaw("QUIT\r\nPING\r\n")).isEqualTo("+OK");
    assertThat(client.isClosed()).isTrue();
  }
}
