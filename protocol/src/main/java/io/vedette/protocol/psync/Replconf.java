package io.vedette.protocol.psync;

import io.vedette.protocol.resp.CommandText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One option of a {@code REPLCONF} command. */
public sealed interface Replconf {
  /** {@code listening-port}: where the replica's own port is. */
  record ListeningPort(int port) implements Replconf {}

  /** {@code ip-address}: the address under which the replica wants to be known. */
  record IpAddress(String address) implements Replconf {}

  /** {@code capa}: something the replica can do, in lower case; unknown ones are ignored. */
  record Capability(String name) implements Replconf {}

  /** {@code ack}, with {@code fack}: bytes applied, bytes fsynced or -1. Never answered. */
  record Acknowledge(long appliedBytes, long fsyncedBytes) implements Replconf {}

  /** {@code getack}: the master wants to know at once. */
  record GetAck() implements Replconf {}

  /** {@code rdb-only}: the peer wants a snapshot and no stream. */
  record RdbOnly(boolean enabled) implements Replconf {}

  /** {@code vedette-epoch}: the newest epoch that the replica knows. */
  record KnownEpoch(long epoch) implements Replconf {}

  /** {@code vedette-copy}: the run id of the replica, so that a loop is noticed. */
  record CopyId(String runId) implements Replconf {}

  /** Something that is refused with this error text (after {@code -}). */
  record Refused(String error) implements Replconf {}

  /**
   * Name of the option that carries the epoch between Vedette copies; the answer is a {@link
   * MasterEpoch}.
   */
  String EPOCH_OPTION = "vedette-epoch";

  /** Name of the option by which Vedette copies tell who they are. */
  String COPY_OPTION = "vedette-copy";

  /** The answer to {@link #COPY_OPTION}, before the run ids of the master and those above it. */
  String UPSTREAM_REPLY = "+UPSTREAM ";

  /**
   * The command by which a replica tells its offsets.
   *
   * @param fsyncedBytes negative to say nothing about it
   */
  static byte[] acknowledgement(long appliedBytes, long fsyncedBytes) {
    String applied = Long.toString(appliedBytes);
    return fsyncedBytes < 0
        ? CommandText.of("REPLCONF", "ACK", applied)
        : CommandText.of("REPLCONF", "ACK", applied, "FACK", Long.toString(fsyncedBytes));
  }

  /** Reads the arguments after the command's name. */
  static List<Replconf> parse(List<String> arguments) {
    if (arguments.size() % 2 != 0) {
      return List.of(new Refused("ERR syntax error"));
    }
    List<Replconf> options = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i).toLowerCase(Locale.ROOT);
      Replconf option = option(name, arguments.get(i), arguments.get(i + 1));
      int last = options.size() - 1;
      if (name.equals("fack") && last >= 0 && options.get(last) instanceof Acknowledge ack) {
        options.set(
            last, new Acknowledge(ack.appliedBytes(), ((Acknowledge) option).fsyncedBytes()));
      } else if (option instanceof Refused) {
        return List.of(option);
      } else {
        options.add(option);
      }
    }
    return List.copyOf(options);
  }

  private static Replconf option(String name, String spelling, String value) {
    try {
      return switch (name) {
        case "listening-port" -> new ListeningPort(Integer.parseInt(value));
        case "ip-address" -> address(value);
        case "capa" -> new Capability(value.toLowerCase(Locale.ROOT));
        case "ack" -> new Acknowledge(Long.parseLong(value), -1);
        case "fack" -> new Acknowledge(-1, Long.parseLong(value));
        case "getack" -> new GetAck();
        case "rdb-only" -> new RdbOnly(Integer.parseInt(value) != 0);
        case COPY_OPTION -> new CopyId(value);
        case EPOCH_OPTION -> new KnownEpoch(Long.parseLong(value));
        default -> new Refused("ERR Unrecognized REPLCONF option: " + spelling);
      };
    } catch (NumberFormatException _) {
      return new Refused("ERR value is not an integer or out of range");
    }
  }

  private static Replconf address(String value) {
    return value.length() > 255
        ? new Refused(
            "ERR REPLCONF ip-address provided by replica instance is too long: "
                + value.length()
                + " bytes")
        : new IpAddress(value);
  }
}
