package io.vedette.node.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vedette.node.store.Keyspace;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Executes single commands on a key space of its own and shows replies and effects as text. */
public final class CommandRunner {
  public static final long START_MS = 1_800_000_000_000L;

  private final List<String> expired = new ArrayList<>();
  private final Keyspace keyspace =
      new Keyspace(
          16, new Random(5), (db, key) -> expired.add(db + ":" + new String(key, ISO_8859_1)));
  private final Commands commands = new Commands(CommandTable.standard());
  private final ReplyBuffer reply = new ReplyBuffer();
  private final Session session = new Session(1, "client:1", "server:1", START_MS, null);
  private final Execution execution = new Execution(keyspace, null, reply, transaction -> {});
  private long nowMs = START_MS;
  private String effects = "";

  public CommandRunner(Consumer<Commands> registration) {
    registration.accept(commands);
    keyspace.advanceTo(nowMs);
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public Session session() {
    return session;
  }

  /** Lets time pass. */
  public void passMs(long ms) {
    nowMs += ms;
    keyspace.advanceTo(nowMs);
  }

  /** Keys that ran out so far, each with its database: {@code 0:key}. */
  public List<String> expired() {
    return expired;
  }

  /** What the last command sent to the replication log; arguments separated by blanks. */
  public String effects() {
    return effects;
  }

  /** Changes that the last command told of. */
  public long changes() {
    return execution.changes();
  }

  /** Executes words separated by blanks. */
  public String run(String words) {
    return runArguments(words.split(" "));
  }

  /** Executes a command; the answer is the reply in RESP with each line end shown as a blank. */
  public String runArguments(String... arguments) {
    CommandBatch batch = parse(arguments);
    CommandSpec spec = commands.resolve(batch, 0);
    reply.clear();
    reply.protocol(session.protocol());
    execution.begin(batch, 0, spec, session, nowMs);
    try {
      commands.handler(spec).execute(execution);
    } catch (CommandError e) {
      reply.clear();
      reply.error(e.getMessage());
    }
    effects = execution.changes() == 0 ? "" : effectsOf(arguments);
    return new String(reply.bytes(), 0, reply.size(), ISO_8859_1).strip().replace("\r\n", " ");
  }

  private String effectsOf(String[] arguments) {
    if (!execution.hasOwnEffects()) {
      return String.join(" ", arguments);
    }
    Effects own = execution.effects();
    String resp = new String(own.bytes(), 0, own.size(), ISO_8859_1);
    List<String> words = new ArrayList<>();
    for (String line : resp.split("\r\n")) {
      if (!line.startsWith("*") && !line.startsWith("$")) {
        words.add(line);
      }
    }
    return String.join(" ", words);
  }

  private static CommandBatch parse(String[] arguments) {
    StringBuilder request = new StringBuilder("*" + arguments.length + "\r\n");
    for (String argument : arguments) {
      request.append('$').append(argument.length()).append("\r\n");
      request.append(argument).append("\r\n");
    }
    CommandBatch batch = new CommandBatch();
    byte[] bytes = request.toString().getBytes(ISO_8859_1);
    batch.append(bytes, 0, bytes.length);
    try {
      new RequestParser().parse(batch, RespLimits.AUTHENTICATED);
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(e);
    }
    return batch;
  }
}
