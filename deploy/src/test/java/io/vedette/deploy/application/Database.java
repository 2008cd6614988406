package io.vedette.deploy.application;

import io.vedette.deploy.client.Address;
import java.util.List;

/**
 * Where an application keeps its data. Each piece of it has a replica.
 *
 * @param at a server or a proxy
 * @param copies how to find a master and its replica beside that: their two ports, or the shard's
 *     name and the ports of the sentinels
 * @param prefix what all the application's keys begin with; has a hash tag, so that they are on one
 *     shard
 */
record Database(Address at, List<String> copies, String prefix) {}
