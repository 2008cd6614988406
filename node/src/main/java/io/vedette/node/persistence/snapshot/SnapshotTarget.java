package io.vedette.node.persistence.snapshot;

import java.nio.file.Path;

/**
 * Where a snapshot goes.
 *
 * @param path the file that it replaces when it is complete and durable
 * @param aofBase whether it is the base of an append-only file
 */
public record SnapshotTarget(Path path, boolean aofBase) {}
