/** What a sentinel must never forget: its votes and the topologies it has accepted. */
package io.vedette.sentinel.consensus;
