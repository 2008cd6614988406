package io.vedette.protocol.command.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * The documentation of commands, by their names. Immutable; safe for any thread. The texts come
 * from the resource {@code commands.docs}, whose head explains its lines.
 */
public final class CommandDocs {
  private static final String RESOURCE = "commands.docs";

  private final Map<String, CommandDoc> docs;

  private CommandDocs(Map<String, CommandDoc> docs) {
    this.docs = docs;
  }

  /** The documentation of this product's commands, read when it is first asked for and kept. */
  public static CommandDocs standard() {
    return Standard.DOCS;
  }

  /**
   * Reads documentation from the text that {@code commands.docs} explains.
   *
   * @throws IllegalArgumentException if a line is malformed; it says which
   */
  public static CommandDocs parse(String text) {
    return new CommandDocs(new CommandDocsParser().parse(text));
  }

  /** What is told of the command of this name in lower case; null if nothing is. */
  public CommandDoc find(String name) {
    return docs.get(name);
  }

  /** All there are, each subcommand behind its container. */
  public Collection<CommandDoc> all() {
    return docs.values();
  }

  private static final class Standard {
    static final CommandDocs DOCS = load();

    private static CommandDocs load() {
      try (InputStream in = CommandDocs.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the program lacks its resource " + RESOURCE);
        }
        return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
