/** Glob-style patterns over bytes, as KEYS, SCAN MATCH and CONFIG GET take them. */
package io.vedette.protocol.glob;
