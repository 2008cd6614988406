package io.vedette.protocol.command.docs;

import java.util.List;

/**
 * An argument of a command.
 *
 * @param token the word that stands before it, or that it is; null if there is none
 * @param keySpec number of the key spec that it belongs to, -1 if it is no key
 * @param flags {@code optional}, {@code multiple}, {@code multiple_token}
 * @param since the version that brought it; null if the command always had it
 * @param deprecatedSince the version that deprecated it, or null
 * @param arguments those within a {@link ArgumentType#ONEOF} or {@link ArgumentType#BLOCK}, else
 *     empty
 */
public record DocArgument(
    String name,
    ArgumentType type,
    String token,
    int keySpec,
    List<String> flags,
    String since,
    String deprecatedSince,
    List<DocArgument> arguments) {}
