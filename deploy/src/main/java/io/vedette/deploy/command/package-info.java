/**
 * The commands of the {@code vedette} launcher: arguments in, text or JSON and an exit status out.
 */
package io.vedette.deploy.command;
