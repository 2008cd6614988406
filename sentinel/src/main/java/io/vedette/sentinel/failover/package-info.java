/** The acting half: what needs a leader, and what a leader does with its epoch. */
package io.vedette.sentinel.failover;
