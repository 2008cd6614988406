/**
 * Reads an RDB for its structure alone: every value type that Redis up to 7.2 writes, down to the
 * entries of the flat forms, without building any value.
 */
package io.vedette.protocol.rdb.check;
