package io.vedette.protocol.aof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Builds the bytes of an increment, and remembers where it may be cut. */
final class Increment {
  static final String ID = "8371b4fb1155b71f4a04d3e1bc3e18c4a990aeeb";

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final long startOffset;
  private final AofBlock block;
  private final byte[] line = new byte[AofAnnotation.HISTORY_BYTES];

  /** Size of the file at the end of each block, and the bytes of the stream up to there. */
  final TreeMap<Integer, Integer> blockEnds = new TreeMap<>();

  /** Where each command of the file begins. */
  final List<Integer> commandStarts = new ArrayList<>();

  private Increment(long startOffset) {
    this.startOffset = startOffset;
    this.block = new AofBlock(startOffset);
  }

  static Increment checksummed(long startOffset) {
    Increment increment = new Increment(startOffset);
    increment.history(ID);
    increment.close();
    return increment;
  }

  /** As Redis writes them. */
  static Increment plain() {
    return new Increment(0);
  }

  Increment history(String id) {
    return annotation(
        new AofAnnotation.History(
            id, block.streamOffset(), AofAnnotation.NO_ID, AofAnnotation.NO_OFFSET, 7, 0));
  }

  Increment timestamp(long seconds) {
    return annotation(new AofAnnotation.Timestamp(seconds));
  }

  private Increment annotation(AofAnnotation annotation) {
    file.write(line, 0, block.annotation(annotation, line, 0));
    return this;
  }

  Increment command(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return raw(text.toString());
  }

  Increment raw(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    commandStarts.add(file.size());
    block.stream(bytes, 0, bytes.length);
    file.writeBytes(bytes);
    stream.writeBytes(bytes);
    return this;
  }

  Increment close() {
    file.write(line, 0, block.close(line, 0));
    blockEnds.put(file.size(), stream.size());
    return this;
  }

  /** Several blocks of sets, transactions, timestamps and changes of history. */
  static Increment random(Random random, int blocks, int longestValue) {
    Increment increment = checksummed(random.nextLong(1L << 40));
    for (int i = 0; i < blocks; i++) {
      int units = 1 + random.nextInt(6);
      for (int k = 0; k < units; k++) {
        increment.randomUnit(random, longestValue);
      }
      increment.close();
    }
    return increment;
  }

  private void randomUnit(Random random, int longestValue) {
    switch (random.nextInt(8)) {
      case 0 -> timestamp(1_700_000_000L + random.nextInt(1000));
      case 1 -> history(ID.replace('8', (char) ('0' + random.nextInt(10))));
      case 2 -> {
        command("MULTI");
        command("SET", "a", value(random, longestValue));
        command("INCR", "b");
        command("EXEC");
      }
      case 3 -> command("SELECT", Integer.toString(random.nextInt(16)));
      default -> command("SET", "key:" + random.nextInt(), value(random, longestValue));
    }
  }

  private static String value(Random random, int longest) {
    byte[] bytes = new byte[random.nextInt(longest)];
    random.nextBytes(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  byte[] file() {
    return file.toByteArray();
  }

  byte[] stream() {
    return stream.toByteArray();
  }

  long startOffset() {
    return startOffset;
  }

  /** The stream that is in the blocks which end within the first {@code bytes} of the file. */
  int streamBytesOfBlocks(int bytes) {
    return blockEnds.floorEntry(bytes) == null ? 0 : blockEnds.floorEntry(bytes).getValue();
  }

  /** Where the last block that ends within the first {@code bytes} of the file ends. */
  int lastBlockEnd(int bytes) {
    return blockEnds.floorKey(bytes) == null ? 0 : blockEnds.floorKey(bytes);
  }
}
