/**
 * DUMP and RESTORE: single values of any type as RDB. Replies, error texts and edge cases are those
 * of Redis 7.2.
 */
package io.vedette.node.type.dump;
