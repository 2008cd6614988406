/**
 * The rule by which a master may acknowledge writes: a lease that a majority of sentinels renews.
 */
package io.vedette.protocol.lease;
