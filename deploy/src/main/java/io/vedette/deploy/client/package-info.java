/** A small blocking RESP2 client: what status, drills and benchmarks ask servers with. */
package io.vedette.deploy.client;
