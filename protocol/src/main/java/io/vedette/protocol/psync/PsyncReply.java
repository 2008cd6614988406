package io.vedette.protocol.psync;

/** A master's answer to {@code PSYNC}, without its type's CRLF. */
public sealed interface PsyncReply {
  /** Length of a replication id. */
  int REPLICATION_ID_LENGTH = 40;

  /** A snapshot follows that ends at {@code offsetBytes} of the history {@code replicationId}. */
  record FullResync(String replicationId, long offsetBytes) implements PsyncReply {}

  /**
   * The stream goes on where the replica asked.
   *
   * @param replicationId the history's new id, or null where the master did not tell (before
   *     PSYNC2)
   */
  record Continue(String replicationId) implements PsyncReply {}

  /** The master cannot serve replicas now, but asking again makes sense. */
  record NotNow(String reason) implements PsyncReply {}

  /** The master does not know PSYNC: only {@code SYNC} is left. */
  record NotSupported(String reason) implements PsyncReply {}

  /** An answer outside of the protocol. */
  record Malformed(String reason) implements PsyncReply {}

  /** Reads a reply line. */
  static PsyncReply parse(String line) {
    String[] words = line.split(" ");
    return switch (words[0]) {
      case "+FULLRESYNC" -> fullResync(line, words);
      case "+CONTINUE" -> continuation(line, words);
      case "-NOMASTERLINK", "-LOADING", "-STALEEPOCH" -> new NotNow(line);
      default -> line.startsWith("-") ? new NotSupported(line) : malformed(line);
    };
  }

  private static PsyncReply fullResync(String line, String[] words) {
    if (words.length < 3 || words[1].length() != REPLICATION_ID_LENGTH) {
      return malformed(line);
    }
    try {
      long offset = Long.parseLong(words[2]);
      return offset < 0 ? malformed(line) : new FullResync(words[1], offset);
    } catch (NumberFormatException _) {
      return malformed(line);
    }
  }

  private static PsyncReply continuation(String line, String[] words) {
    if (words.length == 1) {
      return new Continue(null);
    }
    return words[1].length() == REPLICATION_ID_LENGTH ? new Continue(words[1]) : malformed(line);
  }

  private static PsyncReply malformed(String line) {
    return new Malformed("Unexpected reply to PSYNC from master: " + line);
  }

  /** The reply as it goes over the wire. */
  static String fullResyncLine(String replicationId, long offsetBytes) {
    return "+FULLRESYNC " + replicationId + " " + offsetBytes + "\r\n";
  }

  /** The reply as it goes over the wire; the id is left out for replicas without PSYNC2. */
  static String continueLine(String replicationIdOrNull) {
    return replicationIdOrNull == null
        ? "+CONTINUE\r\n"
        : "+CONTINUE " + replicationIdOrNull + "\r\n";
  }
}
