package io.vedette.protocol.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every command as data: name, arity, flags, key positions, ACL categories and tips.
 *
 * <p>Read by the router, by {@code COMMAND}, by the checks before execution and by replication.
 * Immutable; safe for any thread. The lines come from the resource {@code commands.table}, whose
 * head explains its columns.
 */
public final class CommandTable {
  private static final String RESOURCE = "commands.table";

  private final List<CommandSpec> commands;
  private final CommandSpec[] all;
  private final CommandIndex index;

  private CommandTable(List<CommandSpec> all) {
    this.all = all.toArray(CommandSpec[]::new);
    this.commands = all.stream().filter(spec -> spec.container() == null).toList();
    this.index = new CommandIndex(commands);
  }

  /** The table of this product, loaded when it is first asked for. */
  public static CommandTable standard() {
    return Standard.TABLE;
  }

  /**
   * Reads a table from the text that {@code commands.table} explains.
   *
   * @throws IllegalArgumentException if a line is malformed; it says which
   */
  public static CommandTable parse(String text) {
    return new CommandTable(new CommandTableParser(text).parse());
  }

  /** The command that these bytes name, in any case of letters; null if there is none. */
  public CommandSpec find(byte[] data, int offset, int length) {
    return index.find(data, offset, length);
  }

  /**
   * The command or subcommand of this name ({@code get}, {@code CLIENT|ID}), null if there is none.
   * For start-up and tests; requests are looked up by their bytes.
   */
  public CommandSpec find(String name) {
    int bar = name.indexOf('|');
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    if (bar < 0) {
      return find(bytes, 0, bytes.length);
    }
    CommandSpec container = find(bytes, 0, bar);
    return container == null ? null : container.subcommand(bytes, bar + 1, bytes.length - bar - 1);
  }

  /** The commands without their subcommands, in the order of the table, internal ones included. */
  public List<CommandSpec> commands() {
    return commands;
  }

  /** The command or subcommand with this {@linkplain CommandSpec#id number}. */
  public CommandSpec byId(int id) {
    return all[id];
  }

  /** Number of commands and subcommands. */
  public int size() {
    return all.length;
  }

  private static final class Standard {
    static final CommandTable TABLE = load();

    private static CommandTable load() {
      try (InputStream in = CommandTable.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the program lacks its resource " + RESOURCE);
        }
        return parse(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
