package io.vedette.protocol.aof;

import io.vedette.protocol.config.ConfigWords;
import io.vedette.protocol.rdb.Crc64;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The text of a manifest: {@code file <name> seq <number> type <b|h|i>} a line. */
final class AofManifestText {
  /** Longest line that Redis reads. */
  private static final int MAX_LINE_BYTES = 1022;

  private static final String CHECKSUM = "# crc64 ";
  private static final int CHECKSUM_LINE_BYTES = CHECKSUM.length() + 16 + 1;

  private final byte[] text;
  private AofFile base;
  private final List<AofFile> history = new ArrayList<>();
  private final List<AofFile> increments = new ArrayList<>();

  AofManifestText(byte[] text) {
    this.text = text;
  }

  static byte[] write(AofManifest manifest) {
    StringBuilder lines = new StringBuilder();
    manifest.base().ifPresent(file -> line(file, lines));
    manifest.history().forEach(file -> line(file, lines));
    manifest.increments().forEach(file -> line(file, lines));
    byte[] body = lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    lines.append(CHECKSUM).append(String.format("%016x\n", Crc64.update(0, body, 0, body.length)));
    return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void line(AofFile file, StringBuilder out) {
    out.append("file ").append(ConfigWords.quoteIfNeeded(file.name()));
    out.append(" seq ").append(file.sequence());
    out.append(" type ").append(file.kind().letter()).append('\n');
  }

  AofManifest read() throws AofException {
    if (text.length == 0) {
      throw new AofException("Found an empty AOF manifest");
    }
    int start = 0;
    int number = 0;
    while (start < text.length) {
      int end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      number++;
      if (end == text.length || end - start > MAX_LINE_BYTES) {
        throw new AofException("The AOF manifest file contains too long line " + number);
      }
      String line = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
      if (line.startsWith("#")) {
        checkSum(line, start, end + 1);
      } else {
        addFile(line.strip(), number);
      }
      start = end + 1;
    }
    return manifest();
  }

  private void checkSum(String line, int start, int end) throws AofException {
    if (!line.startsWith(CHECKSUM)) {
      return;
    }
    if (end != text.length || end - start != CHECKSUM_LINE_BYTES) {
      throw new AofException("The AOF manifest does not end with its checksum");
    }
    String expected = String.format("%016x", Crc64.update(0, text, 0, start));
    if (!line.endsWith(expected)) {
      throw new AofException("The AOF manifest has a wrong checksum: it should be " + expected);
    }
  }

  private void addFile(String line, int number) throws AofException {
    List<String> words =
        ConfigWords.split(line).filter(list -> !list.isEmpty()).orElseThrow(() -> invalid(number));
    if (words.size() < 6 || words.size() % 2 != 0) {
      throw invalid(number);
    }
    String name = "";
    long sequence = 0;
    Optional<AofFile.Kind> kind = Optional.empty();
    for (int i = 0; i < words.size(); i += 2) {
      String value = words.get(i + 1);
      switch (words.get(i).toLowerCase(Locale.ROOT)) {
        case "file" -> name = checkedName(value);
        case "seq" -> sequence = sequence(value, number);
        case "type" -> kind = kind(value);
        default -> {
          // A later version may say more about a file; Redis passes over it too.
        }
      }
    }
    if (name.isEmpty() || sequence <= 0 || kind.isEmpty()) {
      throw invalid(number);
    }
    add(new AofFile(name, sequence, kind.get()));
  }

  private static AofException invalid(int number) {
    return new AofException("The AOF manifest file is invalid format: line " + number);
  }

  private static String checkedName(String name) throws AofException {
    if (name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      throw new AofException("File can't be a path, just a filename: " + name);
    }
    return name;
  }

  private static long sequence(String value, int number) throws AofException {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw invalid(number);
    }
  }

  private static Optional<AofFile.Kind> kind(String value) {
    for (AofFile.Kind kind : AofFile.Kind.values()) {
      if (value.length() == 1 && value.charAt(0) == kind.letter()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private void add(AofFile file) throws AofException {
    switch (file.kind()) {
      case BASE -> {
        if (base != null) {
          throw new AofException("Found duplicate base file information");
        }
        base = file;
      }
      case HISTORY -> history.add(file);
      case INCREMENT -> {
        if (!increments.isEmpty() && file.sequence() <= increments.getLast().sequence()) {
          throw new AofException("Found a non-monotonic sequence number");
        }
        increments.add(file);
      }
    }
  }

  private AofManifest manifest() throws AofException {
    if (base == null && increments.isEmpty() && history.isEmpty()) {
      throw new AofException("Found an AOF manifest that names no file");
    }
    return new AofManifest(
        Optional.ofNullable(base),
        history,
        increments,
        base == null ? newestReplaced() : base.sequence(),
        increments.isEmpty() ? newestReplaced() : increments.getLast().sequence());
  }

  /** No new file may take the name of one that is still to be deleted. */
  private long newestReplaced() {
    return history.stream().mapToLong(AofFile::sequence).max().orElse(0);
  }
}
