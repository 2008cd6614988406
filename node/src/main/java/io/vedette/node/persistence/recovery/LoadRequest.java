package io.vedette.node.persistence.recovery;

import io.vedette.node.store.Keyspace;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One load, with all that it needs on the thread that does it.
 *
 * @param keyspaces gives an empty key space
 * @param executors gives what executes commands against such a key space
 * @param dropExpired whether entries of a snapshot whose time has passed are left out, as a master
 *     does; a replica keeps them until its master says that they are gone
 * @param wallMs Unix time in milliseconds
 */
public record LoadRequest(
    DataFiles files,
    Supplier<Keyspace> keyspaces,
    Function<Keyspace, IncrementExecutor> executors,
    boolean dropExpired,
    LongSupplier wallMs) {}
