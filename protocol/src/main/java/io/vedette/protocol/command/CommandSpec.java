package io.vedette.protocol.command;

import io.vedette.protocol.resp.CommandBatch;
import java.util.Arrays;
import java.util.List;

/**
 * One command or subcommand as data. Immutable after the table is loaded; safe for any thread.
 *
 * <p>A <em>container</em> (CLIENT, CONFIG, OBJECT ...) has subcommands, which are specs of their
 * own with their own flags, arity and keys.
 */
public final class CommandSpec {
  private static final CommandSpec[] NONE = {};

  private final int id;
  private final String name;
  private final CommandSpec container;
  private final int arity;
  private final int flags;
  private final int categories;
  private final List<KeySpec> keySpecs;
  private final List<String> tips;
  private final int firstKey;
  private final int lastKey;
  private final int keyStep;

  private CommandSpec[] subcommands = NONE;
  private CommandIndex subcommandIndex;

  CommandSpec(
      int id,
      String name,
      CommandSpec container,
      int arity,
      int flags,
      int explicitCategories,
      List<KeySpec> keySpecs,
      List<String> tips) {
    this.id = id;
    this.name = name;
    this.container = container;
    this.arity = arity;
    this.categories = explicitCategories | CommandCategory.impliedBy(flags);
    this.keySpecs = List.copyOf(keySpecs);
    this.tips = List.copyOf(tips);
    List<KeyPlace.Range> ranges =
        keySpecs.stream()
            .map(KeySpec::place)
            .filter(KeyPlace.Range.class::isInstance)
            .map(KeyPlace.Range.class::cast)
            .toList();
    this.firstKey = ranges.isEmpty() ? 0 : ranges.getFirst().first();
    this.lastKey = ranges.isEmpty() ? 0 : ranges.getLast().last();
    this.keyStep = ranges.isEmpty() ? 0 : ranges.getFirst().step();
    boolean movable = ranges.size() < keySpecs.size();
    this.flags = movable ? flags | CommandFlag.MOVABLEKEYS.bit() : flags;
  }

  void adopt(List<CommandSpec> children) {
    subcommands = children.toArray(NONE);
    subcommandIndex = new CommandIndex(children);
  }

  /** Dense number of this spec within its table, below {@link CommandTable#size}. */
  public int id() {
    return id;
  }

  /** Lower case; a subcommand's is {@code container|subcommand}. */
  public String name() {
    return name;
  }

  /** The name without its container: {@code getname} for {@code client|getname}. */
  public String ownName() {
    return container == null ? name : name.substring(container.name.length() + 1);
  }

  /** The command that this one is a subcommand of, or null. */
  public CommandSpec container() {
    return container;
  }

  public boolean isContainer() {
    return subcommands.length > 0;
  }

  /** The subcommands in the order of the table. */
  public List<CommandSpec> subcommands() {
    return List.of(subcommands);
  }

  /** The subcommand that these bytes name, in any case of letters; null if there is none. */
  public CommandSpec subcommand(byte[] data, int offset, int length) {
    return subcommandIndex == null ? null : subcommandIndex.find(data, offset, length);
  }

  /** Number of arguments with the name; negative: at least as many. */
  public int arity() {
    return arity;
  }

  /** Whether a call with so many arguments, the name included, fits the arity. */
  public boolean accepts(int argumentCount) {
    return arity >= 0 ? argumentCount == arity : argumentCount >= -arity;
  }

  public boolean has(CommandFlag flag) {
    return (flags & flag.bit()) != 0;
  }

  public boolean isWrite() {
    return has(CommandFlag.WRITE);
  }

  /** Whether it may add to the replication log: then it waits where writes wait. */
  public boolean mayReplicate() {
    return isWrite() || has(CommandFlag.MAY_REPLICATE) || has(CommandFlag.PUBLISHES);
  }

  public boolean isInternal() {
    return has(CommandFlag.INTERNAL);
  }

  public boolean has(CommandCategory category) {
    return (categories & category.bit()) != 0;
  }

  public List<KeySpec> keySpecs() {
    return keySpecs;
  }

  /** Tips for clients and proxies: {@code request_policy:all_shards} and the like. */
  public List<String> tips() {
    return tips;
  }

  /**
   * The indexes of all keys in a command.
   *
   * @param base index of the command's name, more than 0 where it stands within another command
   * @return relative to the base; empty if it has none or is malformed
   */
  public int[] keysIn(CommandBatch batch, int command, int base) {
    int[] keys = KeyPlace.NONE;
    for (KeySpec spec : keySpecs) {
      int[] more = spec.place().in(batch, command, base);
      int[] all = Arrays.copyOf(keys, keys.length + more.length);
      System.arraycopy(more, 0, all, keys.length, more.length);
      keys = all;
    }
    return keys;
  }

  /** Index of the first key at a fixed place, 0 for a command without such. */
  public int firstKey() {
    return firstKey;
  }

  /** Index of the last key; negative: counted from the end; 0 for a command without such. */
  public int lastKey() {
    return lastKey;
  }

  /** Index of the last key in a command of so many arguments; below {@link #firstKey} if none. */
  public int lastKeyIn(int argumentCount) {
    return lastKey >= 0 ? lastKey : argumentCount + lastKey;
  }

  /** Distance between two keys, 0 for a command without keys. */
  public int keyStep() {
    return keyStep;
  }

  @Override
  public String toString() {
    return name;
  }
}
