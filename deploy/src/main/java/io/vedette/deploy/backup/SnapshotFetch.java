package io.vedette.deploy.backup;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.protocol.psync.PayloadHeader;
import io.vedette.protocol.psync.PsyncReply;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import io.vedette.protocol.rdb.check.RdbCheck;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Asks a server for a snapshot as a replica does, and wants no stream after it. The snapshot is
 * read for its structure and checksum while it passes.
 */
final class SnapshotFetch implements Closeable {
  /** How long a server may be silent; while it prepares a snapshot it sends empty lines. */
  private static final int SILENCE_MS = 60_000;

  private static final int CONNECT_MS = 10_000;
  private static final int MAX_LINE_BYTES = 1024;
  private static final int PIECE_BYTES = 256 * 1024;

  /** What was fetched. */
  record Fetched(PsyncReply.FullResync position, long bytes, String sha256, long keys) {}

  private final Address from;
  private final RespClient client;
  private final InputStream in;

  SnapshotFetch(Address from) throws IOException {
    this.from = from;
    try {
      client = RespClient.connect(from, CONNECT_MS);
      client.setReadTimeoutMs(SILENCE_MS);
      in = client.input();
    } catch (IOException e) {
      throw new IOException(from + ": " + e.getMessage(), e);
    }
  }

  /** Logs in; with a user unless that is empty. */
  void authenticate(String user, String password) throws IOException, BackupException {
    Reply reply =
        user.isEmpty() ? client.call("AUTH", password) : client.call("AUTH", user, password);
    if (!reply.is("OK")) {
      throw new BackupException(from + ": " + reply.text());
    }
  }

  /** Fetches the snapshot into a stream. */
  Fetched fetch(OutputStream to) throws IOException, BackupException {
    // A server that knows neither answers an error and sends a snapshot of known length.
    client.call("REPLCONF", "capa", "eof", "capa", "psync2");
    client.call("REPLCONF", "rdb-only", "1");
    client.send("PSYNC", "?", "-1");
    client.flush();
    PsyncReply reply = PsyncReply.parse(line());
    if (!(reply instanceof PsyncReply.FullResync position)) {
      throw new BackupException(from + " gives no snapshot now: " + reasonOf(reply));
    }
    String mark =
        switch (PayloadHeader.parse(line())) {
          case PayloadHeader.Malformed malformed ->
              throw new BackupException(from + ": " + malformed.reason());
          case PayloadHeader.Length _ -> "";
          case PayloadHeader.Mark end -> end.mark();
        };
    return read(to, position, mark);
  }

  private static String reasonOf(PsyncReply reply) {
    return switch (reply) {
      case PsyncReply.NotNow r -> r.reason();
      case PsyncReply.NotSupported r -> r.reason();
      case PsyncReply.Malformed r -> r.reason();
      case PsyncReply.FullResync _, PsyncReply.Continue _ -> reply.toString();
    };
  }

  private Fetched read(OutputStream to, PsyncReply.FullResync position, String mark)
      throws IOException, BackupException {
    RdbCheck check = new RdbCheck(System.currentTimeMillis(), new Silent());
    RdbReader reader = new RdbReader(check);
    MessageDigest digest = Sha256.begin();
    byte[] piece = new byte[PIECE_BYTES];
    long bytes = 0;
    byte[] rest = new byte[0];
    try {
      while (!reader.isComplete()) {
        int length = in.read(piece);
        if (length < 0) {
          throw new EOFException(from + " closed the connection in the middle of the snapshot");
        }
        int used = reader.feed(piece, 0, length);
        to.write(piece, 0, used);
        digest.update(piece, 0, used);
        bytes += used;
        rest = Arrays.copyOfRange(piece, used, length);
      }
    } catch (RdbException e) {
      throw new BackupException(
          from
              + " sent a snapshot that is wrong at byte "
              + reader.position()
              + ": "
              + e.getMessage());
    }
    checkMark(mark, rest);
    return new Fetched(position, bytes, Sha256.end(digest), check.keys());
  }

  private void checkMark(String mark, byte[] rest) throws IOException, BackupException {
    if (mark.isEmpty()) {
      return;
    }
    byte[] end = Arrays.copyOf(rest, mark.length());
    int have = Math.min(rest.length, mark.length());
    in.readNBytes(end, have, mark.length() - have);
    if (!mark.equals(new String(end, StandardCharsets.ISO_8859_1))) {
      throw new BackupException(from + " did not end the snapshot with its mark");
    }
  }

  /** The next line that is not empty, without its end. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(from + " closed the connection");
      }
      if (next == '\n' && !line.isEmpty()) {
        return line.toString();
      }
      if (next != '\n' && next != '\r') {
        line.append((char) next);
      }
      if (line.length() > MAX_LINE_BYTES) {
        throw new IOException(from + " does not speak the replication protocol");
      }
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  static final class Silent implements RdbCheck.Listener {
    @Override
    public void aux(String name, String value) {
      // Only whether it can be read counts.
    }

    @Override
    public void database(int index) {
      // Only whether it can be read counts.
    }
  }
}
