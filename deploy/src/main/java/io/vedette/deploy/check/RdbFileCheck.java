package io.vedette.deploy.check;

import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import io.vedette.protocol.rdb.check.RdbCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads an RDB file to its end and tells what it holds, as redis-check-rdb prints it. */
public final class RdbFileCheck {
  private static final int PIECE_BYTES = 256 * 1024;

  private final PrintStream out;
  private final Map<String, String> aux = new HashMap<>();
  private RdbReader reader;

  public RdbFileCheck(PrintStream out) {
    this.out = out;
  }

  /** Auxiliary fields of the file that was checked. */
  public Map<String, String> aux() {
    return aux;
  }

  /** Size of the RDB, which may be followed by an AOF tail. */
  public long rdbBytes() {
    return reader.consumedBytes();
  }

  /**
   * Checks a file.
   *
   * @param name how the file is called in what is printed
   * @return whether all of it could be loaded
   */
  public boolean run(Path file, String name) throws IOException {
    out.printf("[offset 0] Checking RDB file %s%n", name);
    RdbCheck check = new RdbCheck(System.currentTimeMillis(), new Told());
    reader = new RdbReader(check);
    boolean good;
    try (InputStream in = Files.newInputStream(file)) {
      feed(in);
      good = reader.isComplete();
      if (!good) {
        error(Files.size(file), "Unexpected EOF reading RDB file", check);
      }
    } catch (RdbException e) {
      error(reader.position(), e.getMessage(), check);
      good = false;
    }
    if (good) {
      out.printf(
          "[offset %d] %s%n",
          reader.consumedBytes(),
          reader.hadChecksum()
              ? "Checksum OK"
              : "RDB file was saved with checksum disabled: no check performed.");
      out.printf("[offset %d] \\o/ RDB looks OK! \\o/%n", reader.consumedBytes());
    }
    out.printf("[info] %d keys read%n", check.keys());
    out.printf("[info] %d expires%n", check.expiring());
    out.printf("[info] %d already expired%n", check.expired());
    return good;
  }

  private void feed(InputStream in) throws IOException, RdbException {
    byte[] piece = new byte[PIECE_BYTES];
    int length = in.read(piece);
    while (length > 0 && !reader.isComplete()) {
      reader.feed(piece, 0, length);
      length = in.read(piece);
    }
  }

  private void error(long position, String message, RdbCheck check) {
    out.println("--- RDB ERROR DETECTED ---");
    out.printf("[offset %d] %s%n", position, message);
    if (!check.lastKey().isEmpty()) {
      out.printf("[additional info] Last key read: '%s'%n", check.lastKey());
    }
  }

  private final class Told implements RdbCheck.Listener {
    @Override
    public void aux(String name, String value) {
      aux.put(name, value);
      out.printf("[offset %d] AUX FIELD %s = '%s'%n", reader.position(), name, value);
    }

    @Override
    public void database(int index) {
      out.printf("[offset %d] Selecting DB ID %d%n", reader.position(), index);
    }
  }
}
