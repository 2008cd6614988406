package io.vedette.deploy.process;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a server holds, to be compared with what another one holds. */
final class Content {
  private static final int DATABASES = 3;

  private Content() {}

  /** Every key of the first databases with its value and the second at which it expires. */
  static Map<String, String> of(RespClient client) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (int database = 0; database < DATABASES; database++) {
      client.call("SELECT", Integer.toString(database));
      for (Reply key : client.call("KEYS", "*").items()) {
        String value = client.call("GET", key.text()).text();
        String expiry = client.call("PEXPIRETIME", key.text()).text();
        content.put(database + " " + key.text(), value + " @" + expiry);
      }
    }
    client.call("SELECT", "0");
    return content;
  }

  /**
   * Writes strings of many kinds: short, long, numbers, expiring, changed, deleted, in databases.
   */
  static void write(RespClient client, String prefix) throws IOException {
    for (int i = 0; i < 200; i++) {
      client.send("SET", prefix + i, "value " + i);
    }
    client.send("SET", prefix + "long", "abcdefgh".repeat(5000));
    client.send("SET", prefix + "empty", "");
    client.send("SET", prefix + "lines", "*3\r\n$3\r\n#VC:\r\n\u0000\u00e4");
    client.send("SET", prefix + "soon", "x", "EX", "100000");
    client.send("PEXPIREAT", prefix + "1", "4102444800123");
    client.send("INCRBY", prefix + "number", "-40000000000");
    client.send("APPEND", prefix + "2", " and more");
    client.send("SETRANGE", prefix + "3", "20", "beyond");
    client.send("DEL", prefix + "4", prefix + "5");
    client.send("MULTI");
    client.send("SELECT", "2");
    client.send("MSET", prefix + "a", "1", prefix + "b", "2");
    client.send("EXEC");
    client.send("RENAME", prefix + "a", prefix + "c");
    client.send("SELECT", "1");
    client.send("INCRBYFLOAT", prefix + "float", "3.25");
    client.send("SELECT", "0");
    client.flush();
    for (int i = 0; i < 200 + 17; i++) {
      if (client.read() instanceof Reply.Failure(String message)) {
        throw new AssertionError(message);
      }
    }
  }

  /** A copy of a server's folder for another one to start from. */
  static Path copyOf(Path folder, String name) {
    Path copy = TestFolder.of(name);
    try {
      Folders.copy(folder, copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
