package io.vedette.deploy.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backup consists of: {@code backup.manifest}, one line a file of names and values, between
 * a line with the format's version and one with the SHA-256 of everything before it.
 */
public record BackupManifest(List<BackupFile> files) {
  /** Its name in the backup's folder. */
  public static final String NAME = "backup.manifest";

  private static final String FIRST_LINE = "vedette-backup 1";
  private static final String LAST_WORD = "sha256-of-the-above ";

  public BackupManifest {
    files = List.copyOf(files);
  }

  /** The text of the file. */
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (BackupFile file : files) {
      text.append("file ").append(file.name());
      text.append(" shard ").append(file.shard());
      text.append(" slots ").append(file.slots());
      text.append(" bytes ").append(file.bytes());
      text.append(" sha256 ").append(file.sha256());
      text.append(" replication-id ").append(file.replicationId());
      text.append(" offset ").append(file.streamOffset()).append('\n');
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    text.append(LAST_WORD).append(Sha256.of(body)).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the text. */
  public static BackupManifest parse(byte[] bytes) throws BackupException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int last = text.lastIndexOf("\n" + LAST_WORD) + 1;
    if (!text.startsWith(FIRST_LINE + "\n")) {
      throw new BackupException("this is no manifest of a backup that can be read here");
    }
    String body = text.substring(0, last);
    String sum = Sha256.of(body.getBytes(StandardCharsets.UTF_8));
    if (last == 0 || !text.equals(body + LAST_WORD + sum + "\n")) {
      throw new BackupException("the manifest is damaged: its own SHA-256 is wrong");
    }
    List<BackupFile> files = new ArrayList<>();
    for (String line : body.lines().skip(1).toList()) {
      files.add(file(line));
    }
    return new BackupManifest(files);
  }

  private static BackupFile file(String line) throws BackupException {
    String[] words = line.split(" ");
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      values.put(words[i], words[i + 1]);
    }
    try {
      return new BackupFile(
          plainName(values.get("file")),
          values.get("shard"),
          values.get("slots"),
          Long.parseLong(values.get("bytes")),
          values.get("sha256"),
          values.get("replication-id"),
          Long.parseLong(values.get("offset")));
    } catch (NumberFormatException | NullPointerException e) {
      throw new BackupException("the manifest has a line that cannot be read: " + line);
    }
  }

  private static String plainName(String name) throws BackupException {
    if (name.contains("/") || name.startsWith(".")) {
      throw new BackupException("the manifest names a file outside of its folder: " + name);
    }
    return name;
  }
}
