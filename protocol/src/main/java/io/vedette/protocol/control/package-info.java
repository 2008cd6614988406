/**
 * How processes reach each other's actors: the name of the actor system, the paths of the
 * well-known actors, and the one configuration of remoting and membership that nodes, proxies and
 * sentinels share ({@code vedette-control-plane.conf}).
 */
package io.vedette.protocol.control;
