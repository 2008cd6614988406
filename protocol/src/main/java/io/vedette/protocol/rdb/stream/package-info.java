/**
 * Streams in an RDB, read part by part, whoever gets the parts.
 *
 * <p>Format: types 15, 19 and 21 as Redis 5, 7.0 and 7.2 write them.
 */
package io.vedette.protocol.rdb.stream;
