/**
 * Streams: entries with ascending ids in nodes of listpacks, in the layout of Redis's RDB, and the
 * groups of consumers that read them.
 */
package io.vedette.node.type.stream;
