package io.vedette.deploy.fuzz;

import io.vedette.deploy.differential.RespReply;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Session;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.command.server.DebugCommands;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.Types;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A key space without a server around it. A command answers its reply; an exception other than the
 * error that a client would read is thrown.
 */
final class LoneKeyspace {
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final Commands COMMANDS = new Commands(CommandTable.standard());

  static {
    Types.register(COMMANDS);
    KeyCommands.register(COMMANDS);
    DebugCommands.register(COMMANDS, ms -> {}, null, Types::value);
  }

  private final ReplyBuffer reply = new ReplyBuffer();
  private final Session session = new Session(1, "client:1", "server:1", NOW_MS, null);
  private final Execution execution;

  LoneKeyspace() {
    Keyspace keyspace = new Keyspace(1, new Random(5), (db, key) -> {});
    keyspace.advanceTo(NOW_MS);
    execution = new Execution(keyspace, null, reply, transaction -> {});
  }

  /** Executes words, each char a byte. */
  RespReply run(String... words) {
    List<byte[]> arguments = new ArrayList<>();
    for (String word : words) {
      arguments.add(word.getBytes(StandardCharsets.ISO_8859_1));
    }
    CommandBatch batch = new CommandBatch();
    batch.addCommand(arguments);
    CommandSpec spec = COMMANDS.resolve(batch, 0);
    reply.clear();
    execution.begin(batch, 0, spec, session, NOW_MS);
    try {
      COMMANDS.handler(spec).execute(execution);
    } catch (CommandError e) {
      reply.clear();
      reply.error(e.getMessage());
    }
    return RespReply.parse(reply.toByteArray());
  }
}
