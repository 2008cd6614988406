package io.vedette.node.persistence.recovery;

import io.vedette.protocol.resp.CommandBatch;

/** The commands that order the stream and change no data. */
enum StreamWord {
  SELECT,
  MULTI,
  EXEC,
  PING,
  REPLCONF,
  OTHER;

  private static final StreamWord[] WORDS = {SELECT, MULTI, EXEC, PING, REPLCONF};

  /** What a command of the stream is. */
  static StreamWord of(CommandBatch batch, int command) {
    int length = batch.length(command, 0);
    if (length < 4 || length > 8) {
      return OTHER;
    }
    byte[] bytes = batch.bytes();
    int at = batch.offset(command, 0);
    for (StreamWord word : WORDS) {
      if (word.name().length() == length && isWord(bytes, at, word.name())) {
        return word;
      }
    }
    return OTHER;
  }

  private static boolean isWord(byte[] bytes, int at, String upperCase) {
    for (int i = 0; i < upperCase.length(); i++) {
      if ((bytes[at + i] & ~0x20) != upperCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
