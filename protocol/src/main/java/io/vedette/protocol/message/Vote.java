package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;

/**
 * Sentinel to a candidate: the answer to {@link RequestVote}, sent after it is on disk.
 *
 * @param asked epoch of the request
 * @param granted the sender votes for the candidate in that epoch, and for nobody else
 * @param epoch the sender's current epoch; higher than asked when the candidate is outdated
 */
public record Vote(Endpoint from, long asked, boolean granted, long epoch) implements ToSentinel {}
