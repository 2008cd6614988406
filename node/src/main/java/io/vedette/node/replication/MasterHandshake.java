package io.vedette.node.replication;

import io.vedette.protocol.psync.MasterEpoch;
import io.vedette.protocol.psync.PayloadHeader;
import io.vedette.protocol.psync.PsyncReply;
import io.vedette.protocol.psync.Replconf;
import io.vedette.protocol.resp.CommandText;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The replica's view of becoming one: from a fresh connection to the stream or the snapshot.
 *
 * <pre>
 * PONG --answered--> AUTH --accepted--> PORT -> HOST -> CAPABILITIES -> UPSTREAM -> EPOCH -> PSYNC
 *                (AUTH, HOST and EPOCH only where there is something to say)
 * PSYNC --CONTINUE--> DONE            PSYNC --FULLRESYNC--> PAYLOAD --length or mark--> DONE
 * any --refusal--> DONE with {@link Effect.Failed}
 * </pre>
 *
 * <p>Everything before PSYNC is sent at once after the first answer, so the handshake takes three
 * round trips whatever it has to say. A master that knows an older epoch than we do is refused
 * before it can send anything; one that knows no epochs at all is refused by a replica that does.
 * Pure: lines in, effects out.
 */
public final class MasterHandshake {
  /** What is to be done after a line. */
  public sealed interface Effect {
    /** Send these bytes to the master. */
    record Send(byte[] bytes) implements Effect {}

    /** Go on with the stream; the history is called {@code replicationId}, null if as before. */
    record Continue(String replicationId) implements Effect {}

    /** The master will send a snapshot of this history, ending at this offset. */
    record ExpectSnapshot(String replicationId, long offsetBytes) implements Effect {}

    /** The snapshot begins with the next byte. */
    record Snapshot(PayloadHeader header) implements Effect {}

    /** No use going on: close and try again later. */
    record Failed(String reason) implements Effect {}
  }

  private enum Step {
    PONG,
    AUTH,
    PORT,
    HOST,
    CAPABILITIES,
    UPSTREAM,
    EPOCH,
    PSYNC,
    PAYLOAD,
    DONE
  }

  private static final List<Effect> NOTHING = List.of();

  private final HandshakeSettings settings;
  private final String replicationId;
  private final long nextByte;
  private final boolean takeOver;
  private Step step = Step.PONG;
  private List<String> upstream = List.of();
  private MasterEpoch masterEpoch = MasterEpoch.NONE;

  /**
   * @param replicationId the history to continue, or {@link PsyncDecision#NO_HISTORY}
   * @param nextByte the byte wanted next, counted from 1; -1 without a history
   * @param takeOver ask the other side, a replica of ours, to become the master
   */
  public MasterHandshake(
      HandshakeSettings settings, String replicationId, long nextByte, boolean takeOver) {
    this.settings = settings;
    this.replicationId = replicationId;
    this.nextByte = nextByte;
    this.takeOver = takeOver;
  }

  /** The connection stands. */
  public Effect start() {
    return send("PING");
  }

  /** Run ids of the master and of those above it, as far as it told. */
  public List<String> upstream() {
    return upstream;
  }

  /** The epoch in which the master was appointed, as far as it told. */
  public MasterEpoch masterEpoch() {
    return masterEpoch;
  }

  /** A line from the master, without its end. */
  public List<Effect> onLine(String line) {
    if (line.isEmpty()) {
      // Masters that prepare a snapshot say so with empty lines.
      return NOTHING;
    }
    return switch (step) {
      case PONG -> onPong(line);
      case AUTH -> onAuth(line);
      case PORT -> next(settings.announcedHost().isEmpty() ? Step.CAPABILITIES : Step.HOST);
      case HOST -> next(Step.CAPABILITIES);
      case CAPABILITIES -> next(Step.UPSTREAM);
      case UPSTREAM -> onUpstream(line);
      case EPOCH -> onEpoch(line);
      case PSYNC -> onPsync(line);
      case PAYLOAD -> onPayload(line);
      case DONE -> failed("A line after the end of the handshake: " + line);
    };
  }

  private List<Effect> onPong(String line) {
    boolean mayGoOn =
        line.startsWith("+")
            || line.startsWith("-NOAUTH")
            || line.startsWith("-NOPERM")
            || line.startsWith("-ERR operation not permitted");
    if (!mayGoOn) {
      return failed("Error reply to PING from master: " + line);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!settings.password().isEmpty()) {
      out.writeBytes(
          settings.user().isEmpty()
              ? CommandText.of("AUTH", settings.password())
              : CommandText.of("AUTH", settings.user(), settings.password()));
    }
    String port = Integer.toString(settings.listeningPort());
    out.writeBytes(CommandText.of("REPLCONF", "listening-port", port));
    if (!settings.announcedHost().isEmpty()) {
      out.writeBytes(CommandText.of("REPLCONF", "ip-address", settings.announcedHost()));
    }
    out.writeBytes(CommandText.of("REPLCONF", "capa", "eof", "capa", "psync2"));
    out.writeBytes(CommandText.of("REPLCONF", Replconf.COPY_OPTION, settings.runId()));
    if (settings.knownEpoch() > 0) {
      String epoch = Long.toString(settings.knownEpoch());
      out.writeBytes(CommandText.of("REPLCONF", Replconf.EPOCH_OPTION, epoch));
    }
    step = settings.password().isEmpty() ? Step.PORT : Step.AUTH;
    return List.of(new Effect.Send(out.toByteArray()));
  }

  private List<Effect> onAuth(String line) {
    return line.startsWith("-") ? failed("Unable to AUTH to MASTER: " + line) : next(Step.PORT);
  }

  private List<Effect> onUpstream(String line) {
    if (line.startsWith(Replconf.UPSTREAM_REPLY)) {
      upstream = List.of(line.substring(Replconf.UPSTREAM_REPLY.length()).split(" "));
      // One that is to take over is still our replica at this moment.
      if (!takeOver && upstream.contains(settings.runId())) {
        return failed("Replication loop: the master replicates, over others, from this copy");
      }
    }
    return settings.knownEpoch() > 0 ? next(Step.EPOCH) : sendPsync();
  }

  private List<Effect> onEpoch(String line) {
    if (!line.startsWith(MasterEpoch.PREFIX)) {
      return failed("The master does not know epochs: " + line);
    }
    Optional<MasterEpoch> told = MasterEpoch.parse(line);
    if (told.isEmpty()) {
      return failed("Not an epoch: " + line);
    }
    masterEpoch = told.get();
    long epoch = masterEpoch.epoch();
    if (epoch < settings.knownEpoch()) {
      return failed(
          "The master is at epoch " + epoch + ", older than ours, " + settings.knownEpoch());
    }
    return sendPsync();
  }

  private List<Effect> sendPsync() {
    step = Step.PSYNC;
    String offset = Long.toString(nextByte);
    return List.of(
        takeOver
            ? send("PSYNC", replicationId, offset, "FAILOVER")
            : send("PSYNC", replicationId, offset));
  }

  private List<Effect> onPsync(String line) {
    return switch (PsyncReply.parse(line)) {
      case PsyncReply.Continue c -> {
        step = Step.DONE;
        yield List.of(new Effect.Continue(c.replicationId()));
      }
      case PsyncReply.FullResync f -> {
        step = Step.PAYLOAD;
        yield List.of(new Effect.ExpectSnapshot(f.replicationId(), f.offsetBytes()));
      }
      case PsyncReply.NotNow n -> failed("Master is currently unable to PSYNC: " + n.reason());
      case PsyncReply.NotSupported n -> failed("Master does not support PSYNC: " + n.reason());
      case PsyncReply.Malformed m -> failed(m.reason());
    };
  }

  private List<Effect> onPayload(String line) {
    PayloadHeader header = PayloadHeader.parse(line);
    if (header instanceof PayloadHeader.Malformed malformed) {
      return failed(malformed.reason());
    }
    step = Step.DONE;
    return List.of(new Effect.Snapshot(header));
  }

  /** Answers to REPLCONF are not judged: older masters refuse options without harm. */
  private List<Effect> next(Step following) {
    step = following;
    return NOTHING;
  }

  private List<Effect> failed(String reason) {
    step = Step.DONE;
    return List.of(new Effect.Failed(reason));
  }

  /** Words are one char a byte: passwords come from the configuration. */
  private static Effect send(String... words) {
    return new Effect.Send(CommandText.of(words));
  }
}
