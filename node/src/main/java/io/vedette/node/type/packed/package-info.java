/**
 * Small collections as one block of bytes, in Redis's own forms, and up to where they stay so.
 *
 * <p>A block may lie behind other bytes of the same array (the key and the head of its entry): it
 * begins at a given base and goes to the array's end.
 */
package io.vedette.node.type.packed;
