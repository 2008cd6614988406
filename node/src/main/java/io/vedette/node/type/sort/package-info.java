/**
 * SORT and SORT_RO: the elements of a list, set or sorted set in an order, by themselves or by
 * other keys. Replies, error texts and edge cases are those of Redis 7.2.
 */
package io.vedette.node.type.sort;
