package io.vedette.protocol.message;

/** A message that the sentinel actor ({@code /user/sentinel}) of a process understands. */
public sealed interface ToSentinel extends ControlMessage
    permits Announce,
        HealthReport,
        Sealed,
        Opinions,
        RequestVote,
        Vote,
        Propose,
        Accepted,
        TopologyUpdate {}
