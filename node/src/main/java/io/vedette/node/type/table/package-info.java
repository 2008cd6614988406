/**
 * The table of large hashes, sets and sorted sets: from a member to its entry, whatever the number,
 * without a pause when it grows, and with point-in-time views that share its structure.
 */
package io.vedette.node.type.table;
