/**
 * Hashes: fields with their values, as a listpack while small, as a table beyond {@code
 * hash-max-listpack-entries} and {@code hash-max-listpack-value}.
 */
package io.vedette.node.type.hash;
