/** Measures Vedette beside the machine's redis-server, in one run and in turn. */
package io.vedette.deploy.bench;
