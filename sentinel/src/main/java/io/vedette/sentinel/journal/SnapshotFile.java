package io.vedette.sentinel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A snapshot in a file of its own: magic, version, sequence number, timestamp, length, CRC32C of
 * everything before and of the payload, payload. Files appear whole, so any mismatch is damage.
 */
final class SnapshotFile {
  private static final byte[] MAGIC = {'V', 'D', 'S', 'N', 'A', 'P', 'S', 'H'};
  private static final int VERSION = 1;
  private static final int CHECKED_HEADER_BYTES = 8 + 4 + 8 + 8 + 4;
  private static final int HEADER_BYTES = CHECKED_HEADER_BYTES + 4;
  private static final String SUFFIX = ".snapshot-";

  private SnapshotFile() {}

  /**
   * Name of a snapshot that exists.
   *
   * @param sequenceNr the last event that is in it
   * @param timestampMs when it was taken, Unix time
   */
  record Entry(Path path, long sequenceNr, long timestampMs) {}

  static void write(
      DurableFolder folder, String id, long sequenceNr, long timestampMs, byte[] payload)
      throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.put(MAGIC).putInt(VERSION).putLong(sequenceNr).putLong(timestampMs);
    header.putInt(payload.length).putInt(crc(header.array(), payload)).flip();
    folder.replace(path(folder, id, sequenceNr, timestampMs), header, ByteBuffer.wrap(payload));
  }

  private static Path path(DurableFolder folder, String id, long sequenceNr, long timestampMs) {
    return folder.file(id, SUFFIX + sequenceNr + "-" + timestampMs);
  }

  /** Snapshots of an id, newest first. */
  static List<Entry> list(DurableFolder folder, String id) throws IOException {
    String prefix = folder.file(id, SUFFIX).getFileName().toString();
    List<Entry> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.path())) {
      files.forEach(file -> entry(file, prefix).ifPresent(found::add));
    }
    found.sort(
        Comparator.comparingLong(Entry::sequenceNr)
            .thenComparingLong(Entry::timestampMs)
            .reversed());
    return found;
  }

  private static Optional<Entry> entry(Path file, String prefix) {
    String name = file.getFileName().toString();
    if (!name.startsWith(prefix) || name.endsWith(".tmp")) {
      return Optional.empty();
    }
    String[] numbers = name.substring(prefix.length()).split("-", -1);
    try {
      return numbers.length == 2
          ? Optional.of(new Entry(file, Long.parseLong(numbers[0]), Long.parseLong(numbers[1])))
          : Optional.empty();
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  static byte[] read(Entry entry) throws IOException {
    byte[] bytes = Files.readAllBytes(entry.path());
    if (bytes.length < HEADER_BYTES) {
      throw new DamagedFileException(entry.path(), bytes.length, "shorter than its header");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    int version = in.getInt();
    boolean same = in.getLong() == entry.sequenceNr() && in.getLong() == entry.timestampMs();
    int length = in.getInt();
    int crc = in.getInt();
    byte[] payload = new byte[in.remaining()];
    in.get(payload);
    if (crc != crc(bytes, payload) || length != payload.length) {
      throw new DamagedFileException(entry.path(), 0, "bad checksum");
    }
    if (!Arrays.equals(magic, MAGIC) || version != VERSION || !same) {
      throw new DamagedFileException(entry.path(), 0, "not the snapshot of its name");
    }
    return payload;
  }

  private static int crc(byte[] header, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CHECKED_HEADER_BYTES);
    crc.update(payload, 0, payload.length);
    return (int) crc.getValue();
  }
}
