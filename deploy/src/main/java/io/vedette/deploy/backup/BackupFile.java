package io.vedette.deploy.backup;

/**
 * One shard's copy.
 *
 * @param name in the backup's folder
 * @param shard name of the shard; {@code -} for a server that stands alone
 * @param slots {@code first-last}; {@code -} for a server that stands alone
 * @param bytes size
 * @param sha256 64 lower-case hexadecimal digits
 * @param replicationId history that the copy belongs to
 * @param streamOffset where in that history the copy stands; a replica can go on from there
 */
public record BackupFile(
    String name,
    String shard,
    String slots,
    long bytes,
    String sha256,
    String replicationId,
    long streamOffset) {}
