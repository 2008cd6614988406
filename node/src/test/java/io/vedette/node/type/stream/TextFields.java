package io.vedette.node.type.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Fields and values of an entry, given as words. */
final class TextFields implements EntryFields {
  private final String[] words;
  private final byte[] bytes;

  private TextFields(String[] words) {
    this.words = words;
    this.bytes = String.join("", words).getBytes(ISO_8859_1);
  }

  static TextFields of(String... words) {
    return new TextFields(words);
  }

  @Override
  public int count() {
    return words.length / 2;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int offset(int index) {
    int offset = 0;
    for (int i = 0; i < index; i++) {
      offset += words[i].length();
    }
    return offset;
  }

  @Override
  public int length(int index) {
    return words[index].length();
  }
}
