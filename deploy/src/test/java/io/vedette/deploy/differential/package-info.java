/**
 * The same seeded random commands to {@code vedette server} and to {@code redis-server}: replies
 * and final content must be equal.
 *
 * <p>To add a type, write one {@link io.vedette.deploy.differential.CommandMix}, usually as a
 * {@link io.vedette.deploy.differential.FormMix}, and name it in {@code DifferentialIT}.
 */
package io.vedette.deploy.differential;
