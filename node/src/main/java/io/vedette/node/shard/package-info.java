/**
 * One shard copy: the actor that receives batches, and the pure core that executes them against the
 * key space, feeds the replication log and answers.
 */
package io.vedette.node.shard;
