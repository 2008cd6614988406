package io.vedette.node.command.server;

import io.vedette.node.command.CopyState;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.blocking.BlockedClients;
import io.vedette.protocol.command.CommandTable;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where INFO's figures come from.
 *
 * @param runId of the copy, 40 hex digits
 * @param port that the copy listens on
 * @param maxClients {@code maxclients}
 * @param snapshotFields lines about snapshots to files, each with its CR LF
 * @param loadingFields lines about a load under way, each with its CR LF; empty without one
 * @param aofFields lines about the append-only file, each with its CR LF
 * @param replicationFields lines of the section Replication, each with its CR LF
 * @param replicationCounters lines about resyncs in the section Stats, each with its CR LF
 * @param pubSubFields lines about channels in the section Stats, each with its CR LF
 * @param latencyFields lines of the section Latencystats, each with its CR LF
 * @param backlogBytes that the replication log keeps in memory
 * @param aofBufferBytes that are still to be written to the append-only file
 * @param blocked the clients that wait for keys
 */
public record InfoSources(
    ProcessFacts process,
    CopyStats stats,
    CommandTable table,
    CopyState state,
    String runId,
    int port,
    IntSupplier maxClients,
    Supplier<String> snapshotFields,
    Supplier<String> loadingFields,
    Supplier<String> aofFields,
    Supplier<String> replicationFields,
    Supplier<String> replicationCounters,
    Supplier<String> pubSubFields,
    Supplier<String> latencyFields,
    LongSupplier backlogBytes,
    LongSupplier aofBufferBytes,
    BlockedClients blocked) {}
