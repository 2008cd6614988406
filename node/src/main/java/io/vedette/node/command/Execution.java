package io.vedette.node.command;

import io.vedette.node.command.event.EventClass;
import io.vedette.node.command.event.KeyspaceEvents;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.store.Keyspace;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.Value;
import io.vedette.node.store.ValueKind;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One command being executed: its arguments, its session, the key space, the reply, and what it
 * changed. One instance serves a shard; it is valid only while a handler runs.
 *
 * <p>Arguments are views into {@link #bytes()}: argument {@code i} lies at {@link #offset} with
 * {@link #length} bytes. Argument 0 is the command's name.
 *
 * <p>A handler that changed a key says so with {@link #changed()}. Then the command goes to the
 * replication log in its own words, unless the handler wrote {@link #effects()} instead.
 */
public final class Execution {
  private final Keyspace keyspace;
  private final Server server;
  private final ReplyBuffer reply;
  private final TransactionRunner transactions;
  private final Effects effects = new Effects();

  private CommandBatch batch;
  private int command;
  private CommandSpec spec;
  private Session session;
  private long nowMs;
  private int argumentCount;
  private long changes;
  private boolean ownEffects;
  private boolean mayBlock = true;
  private boolean replicated;
  private KeyWait waiting;
  private KeyspaceEvents events = KeyspaceEvents.untold();

  public Execution(
      Keyspace keyspace, Server server, ReplyBuffer reply, TransactionRunner transactions) {
    this.keyspace = keyspace;
    this.server = server;
    this.reply = reply;
    this.transactions = transactions;
  }

  /** Has events told from now on. */
  public void events(KeyspaceEvents now) {
    events = now;
  }

  /** Aims at a command of a batch; the previous one is forgotten. */
  public void begin(CommandBatch ofBatch, int index, CommandSpec as, Session by, long atMs) {
    batch = ofBatch;
    command = index;
    spec = as;
    session = by;
    nowMs = atMs;
    argumentCount = ofBatch.argumentCount(index);
    changes = 0;
    replicated = false;
    waiting = null;
    if (ownEffects) {
      effects.clear();
      ownEffects = false;
    }
  }

  // ---- arguments

  /** Number of arguments, the command's name included. */
  public int argumentCount() {
    return argumentCount;
  }

  public byte[] bytes() {
    return batch.bytes();
  }

  public int offset(int argument) {
    return batch.offset(command, argument);
  }

  public int length(int argument) {
    return batch.length(command, argument);
  }

  /** A copy of an argument. */
  public byte[] copy(int argument) {
    int from = offset(argument);
    return Arrays.copyOfRange(batch.bytes(), from, from + length(argument));
  }

  /** An argument as text; bytes that are no UTF-8 are replaced. */
  public String text(int argument) {
    return new String(batch.bytes(), offset(argument), length(argument), StandardCharsets.UTF_8);
  }

  /** Whether an argument is the given upper-case ASCII word, in whatever case. */
  public boolean is(int argument, String upperCaseWord) {
    int length = length(argument);
    if (length != upperCaseWord.length()) {
      return false;
    }
    byte[] bytes = batch.bytes();
    int from = offset(argument);
    for (int i = 0; i < length; i++) {
      int b = bytes[from + i];
      if (b >= 'a' && b <= 'z') {
        b -= 'a' - 'A';
      }
      if (b != upperCaseWord.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** An argument as a whole number; {@link CommandError#NOT_AN_INTEGER} if it is none. */
  public long integer(int argument) {
    int from = offset(argument);
    int length = length(argument);
    if (!Decimal.isLong(batch.bytes(), from, length)) {
      throw CommandError.NOT_AN_INTEGER;
    }
    return Decimal.parse(batch.bytes(), from, length);
  }

  /** The same with an error of the command's own, also if the number is less than so much. */
  public long integerAtLeast(int argument, long least, String error) {
    int from = offset(argument);
    int length = length(argument);
    if (Decimal.isLong(batch.bytes(), from, length)) {
      long number = Decimal.parse(batch.bytes(), from, length);
      if (number >= least) {
        return number;
      }
    }
    throw new CommandError(error);
  }

  // ---- surroundings

  /** Wall clock at the start of the batch, milliseconds since 1970. */
  public long nowMs() {
    return nowMs;
  }

  public Session session() {
    return session;
  }

  public CommandSpec spec() {
    return spec;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  /** The database that the session selected. */
  public Database db() {
    return keyspace.database(session.db());
  }

  // ---- values of the types that have objects of their own

  /**
   * The value of the key in an argument, for reading, or null; refused if it is of another type.
   */
  public <V extends Value> V find(int argument, ValueKind<V> kind) {
    return typed(db().find(bytes(), offset(argument), length(argument)), kind);
  }

  /**
   * The same, to be changed and then {@linkplain #putBack put back}; or null. Nothing else may
   * happen to the key between the two.
   */
  public <V extends Value> V findForWrite(int argument, ValueKind<V> kind) {
    return typed(db().findForWrite(bytes(), offset(argument), length(argument)), kind);
  }

  /** As {@link #findForWrite}; an empty value if there is none, which is no key's yet. */
  public <V extends Value> V findOrCreate(int argument, ValueKind<V> kind) {
    V found = findForWrite(argument, kind);
    return found != null ? found : kind.create().get();
  }

  private static <V extends Value> V typed(Object entry, ValueKind<V> kind) {
    if (entry == null) {
      return null;
    }
    if (Entry.type(entry) != kind.type()) {
      throw CommandError.WRONG_TYPE;
    }
    return kind.of(entry);
  }

  /**
   * Keeps a value that {@link #findForWrite} or {@link #findOrCreate} gave, after a change; a value
   * that is {@linkplain Value#isVoid void} deletes its key. Whether that counts is for {@link
   * #changed} to say.
   */
  public void putBack(int argument, Value value) {
    if (value.isVoid()) {
      db().delete(bytes(), offset(argument), length(argument));
    } else {
      db().putBack(bytes(), offset(argument), length(argument), value);
    }
  }

  /** As {@link #putBack}, of a value that elements were taken from; tells the events of that. */
  public void putBackLess(int argument, Value value, EventClass ofClass, String event) {
    boolean isEmpty = value.elements() == 0;
    putBack(argument, value);
    notify(ofClass, event, argument);
    if (isEmpty) {
      notify(EventClass.GENERIC, "del", argument);
    }
  }

  /**
   * Puts a value, the command's result, at a key in place of anything; one without elements deletes
   * the key. Says that it changed, and tells the event.
   */
  public void store(int argument, Value value, EventClass ofClass, String event) {
    if (value.elements() > 0) {
      db().putValue(bytes(), offset(argument), length(argument), value, Database.NO_EXPIRY);
      changed();
      notify(ofClass, event, argument);
    } else if (db().delete(bytes(), offset(argument), length(argument))) {
      changed();
      notify(EventClass.GENERIC, "del", argument);
    }
  }

  /**
   * As {@link #putBack}, of a value that {@link #findForWrite} gave and that is not packed, after a
   * change of which nobody who watches the key or waits for it is to hear.
   */
  public void putBackUnnoticed(int argument) {
    db().putBackUnnoticed(bytes(), offset(argument), length(argument));
  }

  /** Up to where values stay packed. */
  public PackedLimits limits() {
    return keyspace.limits();
  }

  public Server server() {
    return server;
  }

  /** Executes what EXEC is about to execute. */
  public TransactionRunner transactions() {
    return transactions;
  }

  /** Where the one reply goes; its RESP version is the session's. */
  public ReplyBuffer reply() {
    return reply;
  }

  /** The batch and the index in it, for who must keep or forward the whole command. */
  public CommandBatch batch() {
    return batch;
  }

  public int commandIndex() {
    return command;
  }

  /**
   * Whether the command may make its client wait. Within a transaction it may not, and answers what
   * it has at once.
   */
  public boolean mayBlock() {
    return mayBlock;
  }

  /** Says whether the commands that follow may make their client wait. */
  public void mayBlock(boolean may) {
    mayBlock = may;
  }

  /**
   * Has the client wait for keys: the command is executed again when they are worth it. To be
   * called instead of replying and changing anything.
   *
   * @return false if the client {@linkplain #mayBlock may not wait}: then there must be a reply
   */
  public boolean waitFor(KeyWait keys) {
    waiting = mayBlock ? keys : null;
    return mayBlock;
  }

  /** What {@link #waitFor} said, or null. */
  public KeyWait waiting() {
    return waiting;
  }

  // ---- what changed

  /** One key was written or deleted. */
  public void changed() {
    changes++;
  }

  /** So many keys were written or deleted. */
  public void changed(long keys) {
    changes += keys;
  }

  /** Whether a command that only reads may change data on its way, which replicas then hear of. */
  public boolean mayReplicate() {
    return keyspace.expiryPolicy() != ExpiryPolicy.HIDE;
  }

  /** Changes that this command made so far; more than zero sends it to the replication log. */
  public long changes() {
    return changes;
  }

  /**
   * Reports an event of a key to who asked for such, once the change is made. Costs next to nothing
   * while nobody asked.
   *
   * @param event Redis's name of it
   * @param keyArgument index of the argument that is the key
   */
  public void notify(EventClass ofClass, String event, int keyArgument) {
    if (events.wants(ofClass)) {
      notify(ofClass, event, session.db(), bytes(), offset(keyArgument), length(keyArgument));
    }
  }

  /** The same for any database, and a key that is a range of any array. */
  public void notify(
      EventClass ofClass, String event, int database, byte[] bytes, int offset, int length) {
    events.tell(ofClass, event, database, bytes, offset, length);
  }

  /** The command changed no data, but replicas must execute it as well. */
  public void replicate() {
    replicated = true;
  }

  /** Whether replicas must execute the command though it changed no data. */
  public boolean isReplicated() {
    return replicated;
  }

  /**
   * What to write to the replication log instead of the command's own words. Left empty after this
   * call, nothing is written.
   */
  public Effects effects() {
    ownEffects = true;
    return effects;
  }

  /** Whether {@link #effects()} was asked for. */
  public boolean hasOwnEffects() {
    return ownEffects;
  }
}
