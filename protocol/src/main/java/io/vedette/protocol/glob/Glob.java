package io.vedette.protocol.glob;

/**
 * Redis's glob patterns: {@code *}, {@code ?}, {@code [abc]}, {@code [^a-z]}, {@code \x}.
 *
 * <p>Matches in a loop that remembers the last star only, so that a pattern costs at most its
 * length times the text's, and no stack, whatever a client sends.
 */
public final class Glob {
  private Glob() {}

  /** Whether the text matches the pattern; both are ranges of bytes. */
  public static boolean matches(
      byte[] pattern,
      int patternOffset,
      int patternLength,
      byte[] text,
      int textOffset,
      int textLength,
      boolean ignoreCase) {
    int p = patternOffset;
    int patternEnd = patternOffset + patternLength;
    int t = textOffset;
    int textEnd = textOffset + textLength;
    int afterStar = -1;
    int starText = 0;
    while (t < textEnd) {
      if (p < patternEnd && pattern[p] == '*') {
        afterStar = ++p;
        if (p == patternEnd) {
          return true;
        }
        starText = t;
        continue;
      }
      int next = p < patternEnd ? matchOne(pattern, p, patternEnd, text[t], ignoreCase) : -1;
      if (next >= 0) {
        p = next;
        t++;
      } else if (afterStar >= 0) {
        p = afterStar;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < patternEnd && pattern[p] == '*') {
      p++;
    }
    return p == patternEnd;
  }

  /** Whether the whole text matches the whole pattern, letters' case counting. */
  public static boolean matches(byte[] pattern, byte[] text) {
    return matches(pattern, 0, pattern.length, text, 0, text.length, false);
  }

  /** Whether these bytes mean more than themselves in a pattern. */
  public static boolean isPattern(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '*' || bytes[i] == '?' || bytes[i] == '[' || bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** Matches one byte; answers where the pattern goes on, or -1. */
  private static int matchOne(byte[] pattern, int p, int end, byte b, boolean ignoreCase) {
    switch (pattern[p]) {
      case '?':
        return p + 1;
      case '[':
        return matchClass(pattern, p + 1, end, b, ignoreCase);
      case '\\':
        int literal = p + 1 < end ? p + 1 : p;
        return fold(pattern[literal], ignoreCase) == fold(b, ignoreCase) ? literal + 1 : -1;
      default:
        return fold(pattern[p], ignoreCase) == fold(b, ignoreCase) ? p + 1 : -1;
    }
  }

  /** A class in brackets; without a closing bracket it ends with the pattern. */
  private static int matchClass(byte[] pattern, int start, int end, byte b, boolean ignoreCase) {
    int p = start;
    boolean negated = p < end && pattern[p] == '^';
    if (negated) {
      p++;
    }
    int wanted = fold(b, ignoreCase);
    boolean found = false;
    while (p < end && pattern[p] != ']') {
      if (pattern[p] == '\\' && p + 1 < end) {
        p++;
        found |= fold(pattern[p], false) == (b & 0xFF);
        p++;
      } else if (p + 2 < end && pattern[p + 1] == '-') {
        int low = fold(pattern[p], ignoreCase);
        int high = fold(pattern[p + 2], ignoreCase);
        found |= wanted >= Math.min(low, high) && wanted <= Math.max(low, high);
        p += 3;
      } else {
        found |= fold(pattern[p], ignoreCase) == wanted;
        p++;
      }
    }
    if (found == negated) {
      return -1;
    }
    return p < end ? p + 1 : p;
  }

  private static int fold(byte b, boolean ignoreCase) {
    return ignoreCase && b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b & 0xFF;
  }
}
