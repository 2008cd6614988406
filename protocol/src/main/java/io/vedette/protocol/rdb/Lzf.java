package io.vedette.protocol.rdb;

import java.util.Arrays;

/**
 * The LZF format, which RDB uses for long strings.
 *
 * <p>A control byte below 32 announces that many literals plus one. Otherwise its top three bits
 * are the match length minus two (7: one more length byte follows), its low five bits and the next
 * byte the distance back minus one. Not thread safe: the table of seen triples is reused.
 */
final class Lzf {
  /** A long string gets this many bits of hash; a short one fewer, since clearing takes time. */
  private static final int MAX_HASH_BITS = 14;

  private static final int MIN_HASH_BITS = 7;
  private static final int MAX_LITERALS = 32;
  private static final int MAX_DISTANCE = 8192;
  private static final int MAX_MATCH = 264;
  private static final int SHORT_MATCH = 7;

  /** Position plus one of the last triple with this hash; 0: none. */
  private final int[] lastSeen = new int[1 << MAX_HASH_BITS];

  /**
   * Compresses into {@code out} from its start.
   *
   * @return bytes written, or 0 when the result would not fit into {@code outLimit} bytes
   */
  int compress(byte[] in, int offset, int length, byte[] out, int outLimit) {
    int bits = Math.clamp(33L - Integer.numberOfLeadingZeros(length), MIN_HASH_BITS, MAX_HASH_BITS);
    int shift = 32 - bits;
    Arrays.fill(lastSeen, 0, 1 << bits, 0);
    int end = offset + length;
    int position = offset;
    int literalStart = offset;
    int written = 0;
    while (position < end - 2) {
      int slot = hash(in, position, shift);
      int candidate = lastSeen[slot] - 1;
      lastSeen[slot] = position + 1;
      if (candidate < offset
          || position - candidate > MAX_DISTANCE
          || !sameTriple(in, candidate, position)) {
        position++;
        continue;
      }
      int match = matchLength(in, candidate, position, Math.min(end - position, MAX_MATCH));
      written = literals(in, literalStart, position, out, written, outLimit);
      if (written < 0 || written + 3 > outLimit) {
        return 0;
      }
      written = reference(out, written, position - candidate - 1, match - 2);
      int matchEnd = Math.min(position + match, end - 2);
      for (int i = position + 1; i < matchEnd; i++) {
        lastSeen[hash(in, i, shift)] = i + 1;
      }
      position += match;
      literalStart = position;
    }
    written = literals(in, literalStart, end, out, written, outLimit);
    return Math.max(written, 0);
  }

  private static int hash(byte[] in, int i, int shift) {
    int triple = (in[i] & 0xFF) << 16 | (in[i + 1] & 0xFF) << 8 | in[i + 2] & 0xFF;
    return triple * 0x9E3779B1 >>> shift;
  }

  private static boolean sameTriple(byte[] in, int a, int b) {
    return in[a] == in[b] && in[a + 1] == in[b + 1] && in[a + 2] == in[b + 2];
  }

  private static int matchLength(byte[] in, int a, int b, int most) {
    int length = 3;
    while (length < most && in[a + length] == in[b + length]) {
      length++;
    }
    return length;
  }

  private static int literals(byte[] in, int from, int to, byte[] out, int at, int limit) {
    int written = at;
    for (int i = from; i < to; i += MAX_LITERALS) {
      int run = Math.min(MAX_LITERALS, to - i);
      if (written < 0 || written + 1 + run > limit) {
        return -1;
      }
      out[written++] = (byte) (run - 1);
      System.arraycopy(in, i, out, written, run);
      written += run;
    }
    return written;
  }

  private static int reference(byte[] out, int at, int distance, int length) {
    int written = at;
    if (length < SHORT_MATCH) {
      out[written++] = (byte) (length << 5 | distance >>> 8);
    } else {
      out[written++] = (byte) (SHORT_MATCH << 5 | distance >>> 8);
      out[written++] = (byte) (length - SHORT_MATCH);
    }
    out[written++] = (byte) distance;
    return written;
  }

  /** Expands into the whole of {@code out}; anything that does not fit exactly is an error. */
  static void expand(byte[] in, int offset, int length, byte[] out) throws RdbException {
    int end = offset + length;
    int i = offset;
    int written = 0;
    while (i < end) {
      int control = in[i++] & 0xFF;
      if (control < MAX_LITERALS) {
        int run = control + 1;
        if (run > end - i || run > out.length - written) {
          throw broken();
        }
        System.arraycopy(in, i, out, written, run);
        i += run;
        written += run;
        continue;
      }
      int match = control >>> 5;
      if (match == SHORT_MATCH && i < end) {
        match += in[i++] & 0xFF;
      }
      if (i >= end) {
        throw broken();
      }
      int from = written - ((control & 0x1F) << 8 | in[i++] & 0xFF) - 1;
      match += 2;
      if (from < 0 || match > out.length - written) {
        throw broken();
      }
      for (int k = 0; k < match; k++) {
        out[written++] = out[from++];
      }
    }
    if (written != out.length) {
      throw broken();
    }
  }

  private static RdbException broken() {
    return new RdbException("Invalid LZF compressed string");
  }
}
