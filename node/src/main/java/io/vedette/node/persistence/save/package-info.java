/**
 * Saving the data set to {@code dbfilename}: {@link io.vedette.node.persistence.save.Saving} says
 * when, {@link io.vedette.node.persistence.save.Saves} does it by way of {@link
 * io.vedette.node.persistence.snapshot.FileSnapshots}.
 */
package io.vedette.node.persistence.save;
