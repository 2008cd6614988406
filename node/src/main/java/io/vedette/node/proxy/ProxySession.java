package io.vedette.node.proxy;

import io.vedette.node.proxy.Pending.Kind;
import io.vedette.node.pubsub.Subscriptions;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.RespLimits;
import java.util.Arrays;

/**
 * One client of the proxy: what it chose, and the order of its replies. Pure; confined to its event
 * loop, except that other loops may read what CLIENT LIST shows.
 *
 * <p>A session pauses before a command when too much of it is in flight, when the client does not
 * take its replies, or when the command must see all earlier ones answered; the rest of the batch
 * then waits and reading stops.
 */
final class ProxySession {
  /** A client with more request bytes than this in flight gets no further command started. */
  static final long MAX_IN_FLIGHT_BYTES = 4L << 20;

  /**
   * Most bytes of replies that are ready but have to wait for earlier ones, or for the client; well
   * above what {@link io.vedette.protocol.transport.UntakenReplies} gives to one client.
   */
  static final long MAX_OUTPUT_BYTES = 256L << 20;

  private final ProxyCore core;
  private final CommandRouter router;
  private final ClientOutput output;
  private final ClientInfo info;

  private Pending head;
  private Pending tail;
  private int inFlight;
  private final InFlightWindow window = new InFlightWindow();
  private long inFlightBytes;
  private long heldBytes;

  private final UnconfirmedWrites written = new UnconfirmedWrites();

  private boolean authenticated;
  private int protocol = 2;
  private int db;
  private ReplyMode replyMode = ReplyMode.ON;
  private boolean closing;
  private boolean closingAfterThis;
  private boolean closed;
  private String violation;

  private CommandBatch batch;
  private int nextCommand;
  private boolean waitsForAnswers;
  private boolean resuming;
  final Transaction transaction;

  /** What it is subscribed to. */
  final Subscriptions subscriptions = new Subscriptions();

  /** The subscription that is being confirmed, or null. */
  Subscribing subscribing;

  /** CLIENT REPLY: which replies reach the client. */
  enum ReplyMode {
    ON,
    OFF,
    SKIP_NEXT,
    SKIP_THIS
  }

  ProxySession(ProxyCore core, CommandRouter router, ClientOutput output, ClientInfo info) {
    this.core = core;
    this.router = router;
    this.output = output;
    this.info = info;
    this.authenticated = core.config().requirePass().isEmpty();
    this.transaction = new Transaction(core, this);
  }

  ClientInfo info() {
    return info;
  }

  boolean authenticated() {
    return authenticated;
  }

  void authenticated(boolean now) {
    authenticated = now;
  }

  RespLimits limits() {
    return authenticated ? RespLimits.AUTHENTICATED : RespLimits.UNAUTHENTICATED;
  }

  /** RESP version of its replies. */
  int protocol() {
    return protocol;
  }

  void protocol(int version) {
    protocol = version;
    info.protocol = version;
  }

  int db() {
    return db;
  }

  void select(int index) {
    db = index;
    info.db = index;
  }

  void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /** The next command's reply is left out, unless none is sent anyway. */
  void skipNextReply() {
    if (replyMode != ReplyMode.OFF) {
      replyMode = ReplyMode.SKIP_NEXT;
    }
  }

  /** The command being run is the last one. */
  void closeAfterThisReply() {
    closingAfterThis = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether a command has to wait because earlier ones are not answered. */
  boolean hasUnanswered() {
    return head != null;
  }

  /** The commands after this one start when everything so far is answered. */
  void waitForAnswers() {
    waitsForAnswers = head != null;
  }

  // ---- input

  /**
   * Runs the commands of a batch.
   *
   * @return false if commands are left; the batch stays with the session until they have run
   */
  boolean run(CommandBatch of) {
    batch = of;
    return runOn();
  }

  /** Whether commands of a batch are left that have to wait. */
  boolean isPaused() {
    return batch != null;
  }

  private boolean runOn() {
    CommandBatch of = batch;
    int size = of.size();
    while (nextCommand < size && !closing && !mustPause()) {
      if (!router.start(this, of, nextCommand)) {
        waitsForAnswers = true;
        break;
      }
      nextCommand++;
      if (replyMode == ReplyMode.SKIP_THIS) {
        replyMode = ReplyMode.ON;
      } else if (replyMode == ReplyMode.SKIP_NEXT) {
        replyMode = ReplyMode.SKIP_THIS;
      }
      if (closingAfterThis) {
        closeAfterReplies();
      }
    }
    if (nextCommand < size && !closing) {
      return false;
    }
    batch = null;
    nextCommand = 0;
    return true;
  }

  private boolean mustPause() {
    return waitsForAnswers
        || inFlight >= window.commands()
        || inFlightBytes >= MAX_IN_FLIGHT_BYTES
        || !output.hasRoom();
  }

  /** The client takes replies again. */
  void onWritable() {
    wake();
  }

  private void wake() {
    if (batch != null && !resuming && !closed) {
      resuming = true;
      core.resumeLater(this);
    }
  }

  /** Goes on where it paused; called by the core. */
  void resume() {
    resuming = false;
    if (batch != null && !closed && !mustPause() && runOn()) {
      if (violation != null) {
        endAfterViolation();
      } else {
        output.reading(true);
      }
    }
  }

  // ---- commands on their way

  /** A new command of this client that goes to one shard; the next in the order of replies. */
  Pending begin(Kind kind, int requestBytes) {
    Pending pending = core.pool().take(this, kind);
    pending.db = db;
    pending.length = requestBytes;
    enqueue(pending);
    inFlightBytes += requestBytes;
    return pending;
  }

  private void enqueue(Pending pending) {
    pending.muted = isMuted();
    if (tail == null) {
      head = pending;
    } else {
      tail.next = pending;
    }
    tail = pending;
    inFlight++;
  }

  private boolean isMuted() {
    return replyMode == ReplyMode.OFF || replyMode == ReplyMode.SKIP_THIS;
  }

  /** What it wrote, for WAIT. */
  UnconfirmedWrites written() {
    return written;
  }

  // ---- replies

  /** A reply of the proxy's own, in its place; the buffer is cleared. */
  void reply(ReplyBuffer reply) {
    if (head == null) {
      if (!isMuted() && !closed) {
        output.append(reply.bytes(), 0, reply.size());
      }
    } else {
      Pending place = core.pool().take(this, Kind.READ);
      place.length = 0;
      enqueue(place);
      hold(place, reply.bytes(), 0, reply.size());
    }
    reply.clear();
  }

  boolean isSubscriber() {
    return !subscriptions.isEmpty();
  }

  /** A message, or another frame that answers nothing; at once and in any reply mode. */
  void push(byte[] bytes, int from, int to) {
    if (!closed) {
      output.append(bytes, from, to);
      if (output.queuedBytes() > LoopSubscribers.MAX_UNTAKEN_BYTES) {
        output.close();
      }
    }
  }

  /** An error, code word first, in its place. */
  void error(String codeAndText) {
    ReplyBuffer reply = core.scratch();
    reply.clear();
    reply.error(codeAndText);
    reply(reply);
  }

  /** The reply of a command in flight. */
  void onReply(Pending pending, byte[] bytes, int from, int to) {
    window.onReply(to - from);
    if (pending != head) {
      hold(pending, bytes, from, to);
      return;
    }
    if (!pending.muted && !closed) {
      output.append(bytes, from, to);
    }
    leave();
    while (head != null && head.answered) {
      byte[] reply = head.reply;
      if (reply != null) {
        heldBytes -= reply.length;
        if (!closed) {
          output.append(reply, 0, reply.length);
        }
      }
      leave();
    }
    if (head == null) {
      waitsForAnswers = false;
      transaction.onAllAnswered();
      if (closing && !closed) {
        output.closeAfterOutput();
      }
    }
    if (batch != null && !mustPause()) {
      wake();
    }
    checkOutput();
  }

  private void hold(Pending pending, byte[] bytes, int from, int to) {
    pending.answered = true;
    if (!pending.muted && !closed) {
      pending.reply = Arrays.copyOfRange(bytes, from, to);
      heldBytes += to - from;
      checkOutput();
    }
  }

  private void checkOutput() {
    if (heldBytes + output.queuedBytes() > MAX_OUTPUT_BYTES && !closed) {
      output.close();
    }
  }

  private void leave() {
    Pending done = head;
    head = done.next;
    if (head == null) {
      tail = null;
    }
    inFlight--;
    inFlightBytes -= done.length;
    core.pool().give(done);
  }

  // ---- end

  /** The client broke the protocol: it is told, after what it asked before, and left. */
  void violated(String message) {
    violation = message;
    if (batch == null) {
      endAfterViolation();
    }
  }

  private void endAfterViolation() {
    error("ERR " + violation);
    closeAfterReplies();
  }

  /** Takes no more commands; the connection closes when all replies have left. */
  void closeAfterReplies() {
    closing = true;
    if (head == null) {
      output.closeAfterOutput();
    }
  }

  /** Closes the connection at once. */
  void closeNow() {
    closing = true;
    output.close();
  }

  /** The connection is gone: replies on their way are dropped when they come. */
  void onClosed() {
    closed = true;
    closing = true;
    batch = null;
    for (Pending pending = head; pending != null; pending = pending.next) {
      pending.reply = null;
    }
    heldBytes = 0;
    core.forgetWaits(this);
    core.subscribers().leave(this);
    transaction.onClosed();
  }
}
