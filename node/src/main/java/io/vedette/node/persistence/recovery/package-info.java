/**
 * What a copy does when it starts: reads back what its files hold, on a thread of its own, while
 * its port is open already and clients are told that it is loading.
 *
 * <p>{@link io.vedette.node.persistence.recovery.LoadRequest} says what to load, {@link
 * io.vedette.node.persistence.recovery.LoaderActor} does it, {@link
 * io.vedette.node.persistence.recovery.Loading} is the shard's view of it, and {@link
 * io.vedette.node.persistence.recovery.Recovered} the result. Data that cannot be trusted are never
 * served: the reason names the file and the place in it.
 */
package io.vedette.node.persistence.recovery;
