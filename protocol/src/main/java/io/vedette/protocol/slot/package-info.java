/** Hash slots: which of the 16384 parts of the key space a key belongs to, as in Redis Cluster. */
package io.vedette.protocol.slot;
