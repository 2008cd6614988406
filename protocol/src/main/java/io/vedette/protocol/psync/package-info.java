/**
 * The lines that two copies exchange before and beside a replication stream: {@code PSYNC} and its
 * answers, {@code REPLCONF} and the head of the snapshot payload.
 *
 * <p>Format: PSYNC version 2 as Redis 4 to 7 speak it, plus {@code REPLCONF vedette-epoch}, which
 * only Vedette copies answer and other servers refuse harmlessly.
 */
package io.vedette.protocol.psync;
