/**
 * The flat forms in which Redis keeps small lists, hashes, sets and sorted sets, and which an RDB
 * holds as strings: listpack, ziplist, intset and zipmap, and the listpacks of streams. Each is
 * walked entry by entry, and refused unless every length, back link and end mark fits.
 *
 * <p>Format: as Redis 2.6 to 7.2 write them.
 */
package io.vedette.protocol.rdb.packed;
