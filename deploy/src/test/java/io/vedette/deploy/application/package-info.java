/**
 * Small but whole applications, written as their users would write them, each with a client library
 * of another language or style. They run against one server, through the proxy, and while the
 * master that holds their data is killed; each keeps account of what it was told and compares it at
 * its end with what the database holds.
 */
package io.vedette.deploy.application;
