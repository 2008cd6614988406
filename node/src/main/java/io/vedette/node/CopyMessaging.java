package io.vedette.node;

import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.event.KeyspaceEvents;
import io.vedette.node.command.observe.Observation;
import io.vedette.node.command.pubsub.PubSub;
import io.vedette.node.command.pubsub.PubSubCommands;
import io.vedette.node.shard.ClientPause;
import io.vedette.node.shard.Clients;
import io.vedette.node.shard.LocalServer;
import io.vedette.node.shard.Pushes;
import io.vedette.node.shard.ShardActor;
import io.vedette.node.shard.ShardClock;
import io.vedette.node.store.Keyspace;

/** What a copy tells its clients beyond replies: messages, events, what others do. */
record CopyMessaging(
    Pushes pushes,
    Server server,
    PubSub pubSub,
    KeyspaceEvents events,
    Observation observation,
    ClientPause pause) {

  /** Puts the parts together and adds their commands. */
  static CopyMessaging assemble(
      ShardActor.Ports ports,
      CopySettings settings,
      Clients clients,
      Commands commands,
      ShardClock clock) {
    Pushes pushes = new Pushes(clients, ports.shard(), clock);
    AttackAlarm alarm = new AttackAlarm();
    Server server =
        new LocalServer(
            clients, ports.resume(), pushes, session -> alarm.raise(session, System.nanoTime()));
    PubSub pubSub = new PubSub(server);
    PubSubCommands.register(commands, pubSub);
    clients.onLeave(pubSub::leave);
    Observation observation = new Observation(settings.observe, server, commands.table());
    observation.register(commands);
    clients.onLeave(observation.monitors()::remove);
    ClientPause pause = new ClientPause(clock, ports.resumeAll());
    pause.register(commands);
    return new CopyMessaging(
        pushes, server, pubSub, new KeyspaceEvents(pubSub), observation, pause);
  }

  /** The client hears of nothing any more. */
  void reset(Session session) {
    pubSub.leave(session);
    observation.monitors().remove(session);
  }

  /** Takes the present settings, and each later one; on the copy's thread. */
  void follow(CopySettings settings, Keyspace keyspace, CopyStats stats) {
    settings.follow(
        CopyDirectives.NOTIFY_KEYSPACE_EVENTS,
        selection -> {
          events.select(selection);
          keyspace.keyListener(selection.watchesKeys() ? events : null);
        });
    settings.followObservation(observation, stats);
  }
}
