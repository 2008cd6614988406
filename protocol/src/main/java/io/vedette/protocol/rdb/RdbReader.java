package io.vedette.protocol.rdb;

/**
 * Reads an RDB as its bytes arrive: {@link #feed} takes what a socket or a file gave and hands
 * every complete entry to the visitor, so loading takes as long a turn as its caller chooses to
 * feed.
 *
 * <p>Verifies the checksum unless the writer left it out (a checksum of 0). Whatever cannot be
 * loaded is refused with its reason; the visitor may by then have seen entries, and its caller must
 * drop them. Confined to one thread at a time.
 */
public final class RdbReader {
  private final RdbInput in = new RdbInput();
  private final RdbVisitor visitor;
  private final Slice key = new Slice();
  private final Slice value = new Slice();

  private int version;
  private long checksum;
  private long consumedBytes;
  private int itemFrom;
  private boolean checksumNext;
  private boolean complete;
  private boolean hadChecksum;

  /** Expiry that applies to the next entry. */
  private long expireAtMs = RdbFormat.NO_EXPIRY;

  /** Decoder of the value that is being read. */
  private RdbDecoder decoding;

  /** The same, when a part of its value is done with: it goes on when more bytes are there. */
  private RdbDecoder unfinished;

  public RdbReader(RdbVisitor visitor) {
    this.visitor = visitor;
  }

  /**
   * Takes the next bytes.
   *
   * @return how many of them belong to the RDB: all, until it is {@linkplain #isComplete complete}
   * @throws RdbException if this is no RDB that we can load; the reader is of no use afterwards
   */
  public int feed(byte[] bytes, int offset, int length) throws RdbException {
    if (complete) {
      return 0;
    }
    in.append(bytes, offset, length);
    while (!complete && in.worthTrying()) {
      int start = in.position();
      itemFrom = start;
      try {
        item();
      } catch (RdbInput.Underflow _) {
        keepMarked(start);
        in.rollBack();
        itemFrom = in.position();
        break;
      }
      count(start, in.position());
      in.commit();
      itemFrom = in.position();
    }
    return complete ? length - (in.limit() - in.position()) : length;
  }

  private void count(int from, int to) {
    if (!complete) {
      checksum = Crc64.update(checksum, in.buffer(), from, to - from);
    }
    consumedBytes += to - from;
  }

  /** The bytes ran out: a value whose decoder has set marks goes on from the last one. */
  private void keepMarked(int start) {
    if (in.itemStart() == start) {
      return;
    }
    count(start, in.itemStart());
    if (unfinished == null) {
      key.set(key.toByteArray(), 0, key.length());
      unfinished = decoding;
    }
  }

  /** Whether the end of the RDB has been read and its checksum was right. */
  public boolean isComplete() {
    return complete;
  }

  /** Bytes of the RDB read so far. */
  public long consumedBytes() {
    return consumedBytes;
  }

  /** The same, with the item that is being read: where an error was met. */
  public long position() {
    return consumedBytes + Math.max(0, in.position() - itemFrom);
  }

  /** Whether the RDB is {@linkplain #isComplete complete} and carried a checksum. */
  public boolean hadChecksum() {
    return hadChecksum;
  }

  private void item() throws RdbException, RdbInput.Underflow {
    if (version == 0) {
      readHeader();
      return;
    }
    if (checksumNext) {
      readChecksum();
      return;
    }
    if (unfinished != null) {
      visitor.value(key, unfinished.decode(in), expireAtMs);
      unfinished = null;
      expireAtMs = RdbFormat.NO_EXPIRY;
      return;
    }
    int opcode = in.byte1();
    switch (opcode) {
      case RdbFormat.OPCODE_AUX -> {
        in.string(key);
        in.string(value);
        visitor.aux(key.toString(), value.toString());
      }
      case RdbFormat.OPCODE_SELECT_DB -> visitor.selectDatabase(databaseIndex(in.length()));
      case RdbFormat.OPCODE_RESIZE_DB -> visitor.sizes(in.length(), in.length());
      case RdbFormat.OPCODE_EXPIRE_MS -> expireAtMs = in.littleEndian(8);
      case RdbFormat.OPCODE_EXPIRE_SECONDS -> expireAtMs = (int) in.littleEndian(4) * 1000L;
      // How recently and how often an entry was used is a hint for eviction only.
      case RdbFormat.OPCODE_IDLE -> in.length();
      case RdbFormat.OPCODE_FREQUENCY -> in.byte1();
      case RdbFormat.OPCODE_EOF -> endOfEntries();
      case RdbFormat.OPCODE_FUNCTION -> {
        in.string(value);
        visitor.function(value);
      }
      case RdbFormat.OPCODE_FUNCTION_EARLY ->
          throw new RdbException("Pre-release function format not supported");
      case RdbFormat.OPCODE_MODULE_AUX -> moduleAux();
      default -> entry(opcode);
    }
  }

  private void moduleAux() throws RdbException, RdbInput.Underflow {
    String module = ModuleValue.name(in.unsigned64());
    visitor.moduleAux(module);
    if (in.unsigned64() != ModuleValue.UNSIGNED) {
      throw new RdbException("Auxiliary data of module '" + module + "' do not say when to load");
    }
    in.unsigned64();
    ModuleValue.skip(in, value);
  }

  private void readHeader() throws RdbException, RdbInput.Underflow {
    for (byte expected : RdbFormat.MAGIC) {
      if (in.byte1() != expected) {
        throw new RdbException("Wrong signature: this is no RDB");
      }
    }
    int number = 0;
    for (int i = 0; i < RdbFormat.VERSION_DIGITS; i++) {
      int digit = in.byte1() - '0';
      if (digit < 0 || digit > 9) {
        throw new RdbException("Wrong version number: this is no RDB");
      }
      number = number * 10 + digit;
    }
    if (number < 1 || number > RdbFormat.NEWEST_READABLE_VERSION) {
      throw new RdbException("Can't handle RDB format version " + number);
    }
    version = number;
  }

  private static int databaseIndex(long index) throws RdbException {
    if (index > Integer.MAX_VALUE) {
      throw new RdbException("Database index " + index + " is out of range");
    }
    return (int) index;
  }

  private void endOfEntries() {
    visitor.end();
    if (version >= RdbFormat.FIRST_VERSION_WITH_CHECKSUM) {
      checksumNext = true;
    } else {
      complete = true;
    }
  }

  private void readChecksum() throws RdbException, RdbInput.Underflow {
    long expected = in.littleEndian(RdbFormat.CHECKSUM_BYTES);
    if (expected != 0 && expected != checksum) {
      throw new RdbException(
          String.format("Wrong RDB checksum: expected %016x, got %016x", expected, checksum));
    }
    hadChecksum = expected != 0;
    complete = true;
  }

  private void entry(int type) throws RdbException, RdbInput.Underflow {
    if (type >= RdbFormat.FIRST_OPCODE) {
      throw new RdbException("Unknown RDB opcode " + type);
    }
    in.string(key);
    if (type == RdbFormat.TYPE_STRING) {
      in.string(value);
      visitor.string(key, value, expireAtMs);
    } else {
      decoding = visitor.decoder(type);
      if (decoding == null) {
        throw new RdbException(
            "Key '" + key + "' has a value of RDB type " + type + ", which is not supported");
      }
      visitor.value(key, decoding.decode(in), expireAtMs);
    }
    expireAtMs = RdbFormat.NO_EXPIRY;
  }
}
