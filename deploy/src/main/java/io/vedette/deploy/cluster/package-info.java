/**
 * A cluster of real processes on one machine: its layout and configuration files, starting and
 * ending its processes, waiting until it is ready, and what it looks like now.
 */
package io.vedette.deploy.cluster;
