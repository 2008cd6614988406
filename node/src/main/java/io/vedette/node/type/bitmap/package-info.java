/**
 * Bitmaps: strings as arrays of bits, bit 0 being the highest of the first byte.
 *
 * <p>Stored as strings, so there is nothing of their own to encode or digest. Replies, error texts
 * and edge cases are those of Redis 7.2.
 */
package io.vedette.node.type.bitmap;
