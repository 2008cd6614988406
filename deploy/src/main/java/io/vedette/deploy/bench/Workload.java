package io.vedette.deploy.bench;

/**
 * One {@code redis-benchmark} workload of 50 connections.
 *
 * @param command {@code SET} or {@code GET}
 * @param pipeline commands sent at once by each connection
 * @param requests commands in one round
 * @param cpuTarget bound for server CPU per command, as a multiple of redis-server's
 */
record Workload(String command, int pipeline, int requests, double cpuTarget) {
  String title() {
    return command + " pipeline " + pipeline;
  }
}
