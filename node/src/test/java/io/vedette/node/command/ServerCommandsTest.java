package io.vedette.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.server.CommandCommands;
import io.vedette.node.command.server.ConfigCommands;
import io.vedette.node.command.server.DebugCommands;
import io.vedette.node.command.server.ProcessCommands;
import io.vedette.node.command.server.ShutdownRequest;
import io.vedette.node.shard.ShardRig;
import io.vedette.node.type.Types;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.Directives;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCommandsTest {
  private final ShardRig rig = new ShardRig(DebugAccess.LOCAL);
  private final ConfigSet config =
      new ConfigSet(
          Directives.of(
              Directive.integer("maxclients", 10_000, 1, Integer.MAX_VALUE),
              Directive.integer("databases", 16, 1, 1024).immutable(),
              Directive.text("save", "")));
  private ShutdownRequest shutdown;
  private Runnable shutdownFailed;
  private ShardRig.Connection client;

  @BeforeEach
  void register() {
    CommandCommands.register(rig.commands);
    DebugCommands.register(rig.commands, ms -> rig.nowMs += ms, new NoFiles(), Types::value);
    ProcessCommands.register(rig.commands, () -> 1_700_000_000_000_123L, new Process());
    ConfigCommands.register(
        rig.commands,
        config,
        DebugAccess.NO,
        () -> {
          throw new CommandError("ERR The server is running without a config file");
        },
        rig.stats);
    client = rig.connect();
  }

  /** Answers of redis-server 7.0.15 to the same lines. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "COMMAND FOO ; -ERR unknown subcommand 'FOO'. Try COMMAND HELP.",
        "COMMAND INFO nope ; *1 $-1",
        "COMMAND DOCS nope ; *0",
        "COMMAND LIST x ; -ERR syntax error",
        "COMMAND LIST FILTERBY PATTERN getr* ; *1 $8 getrange",
        "COMMAND LIST FILTERBY MODULE x ; *0",
        "COMMAND GETKEYS mset a b c d ; *2 $1 a $1 c",
        "COMMAND GETKEYS foo a ; -ERR Invalid command specified",
        "COMMAND GETKEYS ping a ; -ERR The command has no key arguments",
        "COMMAND GETKEYS get a b ; -ERR Invalid number of arguments specified for command",
        "COMMAND GETKEYS sort k store a by store get b store c ; *2 $1 k $1 c",
        "COMMAND GETKEYS sort k by store d ; *1 $1 k",
        "COMMAND GETKEYS sort k limit store store ; *1 $1 k",
        "COMMAND GETKEYSANDFLAGS sort_ro k get b ; *1 *2 $1 k *2 +RO +access",
        "COMMAND GETKEYSANDFLAGS set a b ; *1 *2 $1 a *2 +OW +update",
        "COMMAND GETKEYSANDFLAGS set a b GET ; *1 *2 $1 a *3 +RW +access +update",
        "CONFIG GET save ; *2 $4 save $0",
        "CONFIG GET nonsense ; *0",
        "CONFIG GET ; -ERR wrong number of arguments for 'config|get' command",
        "CONFIG SET maxclients 5 foo ; -ERR syntax error",
        "CONFIG SET a b ; -ERR Unknown option or number of arguments for CONFIG SET - 'a'",
        "CONFIG SET databases 3 ; -ERR CONFIG SET failed (possibly related to argument 'databases')"
            + " - can't set immutable config",
        "CONFIG REWRITE ; -ERR The server is running without a config file",
        "CONFIG RESETSTAT ; +OK",
        "DEBUG FOO ; -ERR unknown subcommand or wrong number of arguments for 'FOO'. Try DEBUG"
            + " HELP.",
        "DEBUG RELOAD ; +OK",
        "DEBUG RELOAD NOSAVE ; -ERR Error trying to load the RDB dump, check server logs",
        "DEBUG RELOAD MERGE ; -ERR DEBUG RELOAD only supports the NOSAVE option.",
        "DEBUG LOADAOF ; -ERR no file",
        "DEBUG POPULATE x ; -ERR value is out of range, must be positive",
        "SHUTDOWN FOO ; -ERR syntax error",
        "SHUTDOWN SAVE NOSAVE ; -ERR syntax error",
        "SHUTDOWN ABORT ; -ERR No shutdown in progress.",
        "TIME ; *2 $10 1700000000 $3 123",
      })
  void answersAsRedisDoes(String line, String reply) {
    assertThat(client.send(line)).isEqualTo(reply);
  }

  @Test
  void commandDescribesItselfAsRedisDoes() {
    assertThat(client.send("COMMAND INFO get"))
        .isEqualTo(
            "*1 *10 $3 get :2 *2 +readonly +fast :1 :1 :1 *3 +@read +@string +@fast *0 *1 *6"
                + " $5 flags *2 +RO +access $12 begin_search *4 $4 type $5 index $4 spec *2 $5"
                + " index :1 $9 find_keys *4 $4 type $5 range $4 spec *6 $7 lastkey :0 $7 keystep"
                + " :1 $5 limit :0 *0");
    assertThat(client.send("COMMAND LIST")).doesNotContain("vedette");
  }

  @Test
  void configSetChangesWhatGetShows() {
    assertThat(client.send("CONFIG SET maxclients 77")).isEqualTo("+OK");
    assertThat(client.send("CONFIG GET MAX*")).isEqualTo("*2 $10 maxclients $2 77");
  }

  @Test
  void populateSetsWhatIsMissingHereOnly() {
    client.send("SET key:1 mine");
    long before = rig.log.offset();
    assertThat(client.send("DEBUG POPULATE 3")).isEqualTo("+OK");
    assertThat(client.send("MGET key:0 key:1 key:2")).isEqualTo("*3 $7 value:0 $4 mine $7 value:2");
    assertThat(rig.log.offset()).isEqualTo(before);
    assertThat(client.send("DEBUG DIGEST")).matches("\\+[0-9a-f]{40}").doesNotContain("00000000");
  }

  @Test
  void shutdownAnswersOnlyIfItFails() {
    assertThat(client.send("SHUTDOWN NOSAVE NOW")).isEmpty();
    assertThat(shutdown).isEqualTo(new ShutdownRequest(false, true, true, false));
    assertThat(client.send("TIME")).as("its commands wait").isEmpty();
    shutdownFailed.run();
    assertThat(client.take())
        .isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs. *2 $10 1700000000 $3 123");
  }

  @Test
  void abortCancelsAShutdownInProgress() {
    client.send("SHUTDOWN");
    assertThat(rig.connect().send("SHUTDOWN ABORT")).isEqualTo("+OK");
    assertThat(client.take()).startsWith("-ERR Errors trying to SHUTDOWN.");
  }

  private final class Process implements ProcessCommands.Shutdowns {
    @Override
    public void request(ShutdownRequest request, Runnable failed) {
      shutdown = request;
      shutdownFailed = failed;
    }

    @Override
    public boolean abort() {
      if (shutdownFailed == null) {
        return false;
      }
      shutdownFailed.run();
      return true;
    }
  }

  private static final class NoFiles implements DebugCommands.Reloads {
    @Override
    public String refusal(boolean appendOnly) {
      return appendOnly ? "ERR no file" : null;
    }

    @Override
    public void snapshot(boolean save, Consumer<Optional<String>> done) {
      done.accept(save ? Optional.empty() : Optional.of("damaged"));
    }

    @Override
    public void appendOnly(Consumer<Optional<String>> done) {
      throw new AssertionError("was refused");
    }
  }
}
