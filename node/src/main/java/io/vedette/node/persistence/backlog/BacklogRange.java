package io.vedette.node.persistence.backlog;

import java.nio.file.Path;

/**
 * A part of the replication stream to be read from the increments.
 *
 * @param reader tells the answers of several readers apart
 * @param folder {@code dir}/{@code appenddirname}
 * @param fileName {@code appendfilename}
 * @param from offset of the first byte
 * @param to offset after the last byte, which is in the files already
 */
public record BacklogRange(long reader, Path folder, String fileName, long from, long to) {}
