/** Publish and subscribe at a shard copy: its commands, and delivery to its own clients. */
package io.vedette.node.command.pubsub;
