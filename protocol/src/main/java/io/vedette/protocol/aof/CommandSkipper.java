package io.vedette.protocol.aof;

/**
 * Finds the end of one RESP command without looking at its arguments, except for MULTI and EXEC.
 * Goes on where it stopped when more bytes are there.
 */
final class CommandSkipper {
  /** How far it got. */
  enum Step {
    COMPLETE,
    MORE,
    MALFORMED
  }

  /** What a command does to transactions. */
  enum Kind {
    OTHER,
    MULTI,
    EXEC
  }

  private static final int MAX_ARGUMENTS = Integer.MAX_VALUE;

  private int done;
  private int argumentsLeft = -1;
  private boolean nameNext;
  private Kind kind = Kind.OTHER;
  private String problem;

  /** Number that the last header announced, and where it ended; -1: not all there yet. */
  private int announced;

  private int headerEnd;

  /** Bytes of the command that were skipped; after {@code MALFORMED} where it is wrong. */
  int done() {
    return done;
  }

  Kind kind() {
    return kind;
  }

  String problem() {
    return problem;
  }

  /** Ready for the next command. */
  void reset() {
    done = 0;
    argumentsLeft = -1;
    kind = Kind.OTHER;
  }

  /** Skips what is there of the command that begins at {@code start}. */
  Step skip(byte[] bytes, int start, int limit) {
    if (argumentsLeft < 0) {
      Step step = header(bytes, start, start, limit, '*', MAX_ARGUMENTS);
      if (step != Step.COMPLETE) {
        return step;
      }
      if (announced < 1) {
        return malformed(0, "a command without arguments");
      }
      argumentsLeft = announced;
      nameNext = true;
      done = headerEnd - start;
    }
    while (argumentsLeft > 0) {
      int at = start + done;
      Step step = header(bytes, start, at, limit, '$', AofScanner.MAX_ARGUMENT_BYTES);
      if (step != Step.COMPLETE) {
        return step;
      }
      int end = headerEnd + announced;
      if (limit - headerEnd < announced + 2) {
        return Step.MORE;
      }
      if (bytes[end] != '\r' || bytes[end + 1] != '\n') {
        int wrong = bytes[end] == '\r' ? end + 1 : end;
        return malformed(wrong - start, "an argument that does not end where it should");
      }
      if (nameNext) {
        nameNext = false;
        kind = kindOf(bytes, headerEnd, announced);
      }
      done = end + 2 - start;
      argumentsLeft--;
    }
    return Step.COMPLETE;
  }

  /** Reads {@code <prefix><number>\r\n} at {@code at}. */
  private Step header(byte[] bytes, int start, int at, int limit, char prefix, int most) {
    int i = at;
    if (i == limit) {
      return Step.MORE;
    }
    if (bytes[i] != prefix) {
      return malformed(i - start, "'" + prefix + "' is missing");
    }
    i++;
    long number = 0;
    int digits = 0;
    while (i < limit) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
      digits++;
      i++;
      if (number > most) {
        return malformed(at - start, "a length beyond the limit of " + most);
      }
    }
    if (i == limit) {
      return Step.MORE;
    }
    if (bytes[i] != '\r' || digits == 0) {
      return malformed(i - start, "a length that is no number");
    }
    if (i + 1 == limit) {
      return Step.MORE;
    }
    if (bytes[i + 1] != '\n') {
      return malformed(i + 1 - start, "a length that is no number");
    }
    announced = (int) number;
    headerEnd = i + 2;
    return Step.COMPLETE;
  }

  private Step malformed(int at, String what) {
    done = at;
    problem = what;
    return Step.MALFORMED;
  }

  private static Kind kindOf(byte[] bytes, int at, int length) {
    if (length == 4 && isName(bytes, at, "exec")) {
      return Kind.EXEC;
    }
    return length == 5 && isName(bytes, at, "multi") ? Kind.MULTI : Kind.OTHER;
  }

  private static boolean isName(byte[] bytes, int at, String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((bytes[at + i] | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
