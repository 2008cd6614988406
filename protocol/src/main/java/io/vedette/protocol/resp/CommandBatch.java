package io.vedette.protocol.resp;

import java.util.Arrays;
import java.util.List;

/**
 * The complete commands that one socket read held, as views into one byte array.
 *
 * <p>Argument {@code j} of command {@code i} lies at {@link #offset(int, int)} with {@link
 * #length(int, int)} bytes; argument 0 is the command's name. The bytes are valid until the batch
 * is {@linkplain #clear cleared}: whoever keeps a key or a value copies it. Reusable and confined
 * to one thread at a time.
 */
public final class CommandBatch {
  private static final int INITIAL_BYTES = 1024;
  private static final int INITIAL_ARGUMENTS = 16;
  private static final int INITIAL_COMMANDS = 4;

  byte[] bytes = new byte[INITIAL_BYTES];

  /** End of the received bytes in {@link #bytes}. */
  int limit;

  /** Where parsing goes on. */
  int position;

  private int[] offsets = new int[INITIAL_ARGUMENTS];
  private int[] lengths = new int[INITIAL_ARGUMENTS];
  private int argumentTotal;

  /** First argument of the incomplete command. */
  private int partialFirst;

  private int[] firstArgument = new int[INITIAL_COMMANDS];
  private int[] rawStart = new int[INITIAL_COMMANDS];
  private int[] rawEnd = new int[INITIAL_COMMANDS];
  private int count;

  /** Start of the command being received, and how many of its arguments are still to come. */
  int commandStart;

  int argumentsMissing;

  /** Announced length of the argument being received; -1 before its length line. */
  int bulkLength = -1;

  /** Number of complete commands. */
  public int size() {
    return count;
  }

  /** The array that all offsets refer to; it changes when input is appended. */
  public byte[] bytes() {
    return bytes;
  }

  /** Number of arguments of a command, its name included; at least 1. */
  public int argumentCount(int command) {
    return endArgument(command) - firstArgument[command];
  }

  public int offset(int command, int argument) {
    return offsets[firstArgument[command] + argument];
  }

  public int length(int command, int argument) {
    return lengths[firstArgument[command] + argument];
  }

  /** Where the bytes of a command start as they came from the socket. */
  public int rawStart(int command) {
    return rawStart[command];
  }

  /** End (exclusive) of the bytes of a command; equal to the start for an inline command. */
  public int rawEnd(int command) {
    return rawEnd[command];
  }

  /** Appends received bytes; the caller copies them in through the returned array. */
  public byte[] reserve(int more) {
    if (bytes.length - limit < more) {
      bytes = Arrays.copyOf(bytes, capacityFor(limit + more));
    }
    return bytes;
  }

  private int capacityFor(int needed) {
    int doubled = bytes.length << 1;
    return Math.max(needed, doubled > 0 ? doubled : Integer.MAX_VALUE - 8);
  }

  /** Where {@link #reserve reserved} bytes go. */
  public int writeIndex() {
    return limit;
  }

  /** Says that {@code n} bytes were put at {@link #writeIndex}. */
  public void received(int n) {
    limit += n;
  }

  /** Appends a copy of the given bytes. */
  public void append(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, reserve(length), limit, length);
    limit += length;
  }

  /** Bytes that are held, executed or not. */
  public int bufferedBytes() {
    return limit;
  }

  /** Whether bytes of an incomplete command follow the last complete one. */
  public boolean hasPartial() {
    return limit > commandStart;
  }

  /** Appends a copy of one command of another batch; this batch must not hold an incomplete one. */
  public void addCopyOf(CommandBatch source, int command) {
    int from = source.firstArgument[command];
    int to = source.endArgument(command);
    for (int i = from; i < to; i++) {
      int at = limit;
      append(source.bytes, source.offsets[i], source.lengths[i]);
      addArgument(at, source.lengths[i]);
    }
    position = limit;
    completeCommand(true);
  }

  /** Appends a command of these arguments; this batch must not hold an incomplete one. */
  public void addCommand(List<byte[]> arguments) {
    for (byte[] argument : arguments) {
      int at = limit;
      append(argument, 0, argument.length);
      addArgument(at, argument.length);
    }
    position = limit;
    completeCommand(true);
  }

  /** Moves the incomplete command at the end into an empty batch, with the parser's place in it. */
  public void movePartialTo(CommandBatch next) {
    int shift = commandStart;
    next.append(bytes, shift, limit - shift);
    next.position = position - shift;
    next.commandStart = 0;
    next.argumentsMissing = argumentsMissing;
    next.bulkLength = bulkLength;
    for (int i = partialFirst; i < argumentTotal; i++) {
      next.addArgument(offsets[i] - shift, lengths[i]);
    }
    argumentTotal = partialFirst;
    limit = commandStart;
    position = commandStart;
    argumentsMissing = 0;
    bulkLength = -1;
  }

  /** Forgets everything; keeps the arrays unless they grew beyond {@code keepBytes}. */
  public void clear(int keepBytes) {
    limit = 0;
    position = 0;
    argumentTotal = 0;
    partialFirst = 0;
    count = 0;
    commandStart = 0;
    argumentsMissing = 0;
    bulkLength = -1;
    if (bytes.length > keepBytes) {
      bytes = new byte[INITIAL_BYTES];
    }
    if (offsets.length * 8 > keepBytes) {
      offsets = new int[INITIAL_ARGUMENTS];
      lengths = new int[INITIAL_ARGUMENTS];
    }
  }

  void addArgument(int offset, int length) {
    if (argumentTotal == offsets.length) {
      offsets = Arrays.copyOf(offsets, argumentTotal * 2);
      lengths = Arrays.copyOf(lengths, argumentTotal * 2);
    }
    offsets[argumentTotal] = offset;
    lengths[argumentTotal++] = length;
  }

  /** Arguments of the incomplete command so far. */
  int partialArguments() {
    return argumentTotal - partialFirst;
  }

  /** Completes the command that ends at {@link #position}. */
  void completeCommand(boolean inline) {
    if (count == firstArgument.length) {
      firstArgument = Arrays.copyOf(firstArgument, count * 2);
      rawStart = Arrays.copyOf(rawStart, count * 2);
      rawEnd = Arrays.copyOf(rawEnd, count * 2);
    }
    firstArgument[count] = partialFirst;
    rawStart[count] = commandStart;
    rawEnd[count] = inline ? commandStart : position;
    count++;
    partialFirst = argumentTotal;
    commandStart = position;
  }

  private int endArgument(int command) {
    return command + 1 < count ? firstArgument[command + 1] : partialFirst;
  }
}
