/**
 * What nodes, proxies and sentinels tell each other on the control plane, and its compact,
 * versioned encoding. Messages are addressed by control address and carry the sender's, so that a
 * reply needs no actor reference and no cluster membership.
 */
package io.vedette.protocol.message;
