package io.vedette.node.persistence.recovery;

import io.vedette.protocol.aof.AofManifest;

/**
 * The append-only file that data were read from, as it is to be continued.
 *
 * @param manifest names the files
 * @param validBytes where the last increment ends now; 0 if there is none
 * @param baseBytes size of the base; 0 if there is none
 * @param incrementBytes size of all increments
 * @param checksummed whether the last increment carries our checksums, so that it can be appended
 *     to
 */
public record RecoveredAof(
    AofManifest manifest,
    long validBytes,
    long baseBytes,
    long incrementBytes,
    boolean checksummed) {}
