package io.vedette.protocol.command.docs;

import java.util.List;

/**
 * What is told of a command or subcommand.
 *
 * @param name lower case; a subcommand's is {@code container|subcommand}
 * @param since the version of Redis that brought it
 * @param complexity null for the few of which nothing is said
 * @param flags {@code deprecated}, {@code syscmd}
 * @param deprecatedSince null if it is not deprecated
 * @param replacedBy what to use instead; null if it is not deprecated
 */
public record CommandDoc(
    String name,
    String group,
    String since,
    String summary,
    String complexity,
    List<String> flags,
    String deprecatedSince,
    String replacedBy,
    List<Change> history,
    List<DocArgument> arguments) {

  /** What a version changed. */
  public record Change(String version, String text) {}
}
