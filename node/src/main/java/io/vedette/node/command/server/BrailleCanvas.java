package io.vedette.node.command.server;

/** Dots on text: a character of Unicode's Braille block shows two columns of four. */
final class BrailleCanvas {
  private static final int DOT_COLUMNS = 2;
  private static final int DOT_ROWS = 4;
  private static final char BLANK = '\u2800';

  /** The bit of each dot in its character, row by row. */
  private static final int[] BITS = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};

  private final int width;
  private final int height;
  private final boolean[] dots;

  /** An empty one, of so many dots. */
  BrailleCanvas(int width, int height) {
    this.width = width;
    this.height = height;
    dots = new boolean[width * height];
  }

  /** Draws a line between two dots; what lies outside is not seen. */
  void line(int fromX, int fromY, int toX, int toY) {
    int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
    for (int i = 0; i <= steps; i++) {
      dot(
          fromX + Math.round((float) (toX - fromX) * i / steps),
          fromY + Math.round((float) (toY - fromY) * i / steps));
    }
  }

  private void dot(int x, int y) {
    if (x >= 0 && x < width && y >= 0 && y < height) {
      dots[y * width + x] = true;
    }
  }

  /** Lines of characters, each ended by a line feed. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int y = 0; y < height; y += DOT_ROWS) {
      for (int x = 0; x < width; x += DOT_COLUMNS) {
        out.append(character(x, y));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private char character(int left, int top) {
    int bits = 0;
    for (int i = 0; i < BITS.length; i++) {
      int x = left + i % DOT_COLUMNS;
      int y = top + i / DOT_COLUMNS;
      bits |= x < width && y < height && dots[y * width + x] ? BITS[i] : 0;
    }
    return (char) (BLANK | bits);
  }
}
