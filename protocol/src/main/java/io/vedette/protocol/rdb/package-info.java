/**
 * The RDB file format without files: a writer that gives out chunks, a reader that takes them.
 *
 * <p>Format: RDB versions 1 to 12 as Redis 2.x to 7.4 write them; we write version 10, which Redis
 * 7.0 and later load. The frame (header, auxiliary fields, databases, expiry, checksum) lives here;
 * each value type writes its own encoding with an {@link io.vedette.protocol.rdb.RdbWriter}, and an
 * {@link io.vedette.protocol.rdb.RdbVisitor} says how the values of a type are read.
 */
package io.vedette.protocol.rdb;
