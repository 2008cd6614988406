package io.vedette.sentinel.effect;

import io.vedette.protocol.message.Role;
import io.vedette.protocol.message.ToMember;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.message.TopologyUpdate;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.consensus.LedgerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the effects of one input, in order. */
public final class Outbox {
  private List<Effect> effects = new ArrayList<>();

  public void add(Effect effect) {
    effects.add(effect);
  }

  public void toSentinel(Endpoint to, ToSentinel message) {
    effects.add(new Effect.Send(Role.SENTINEL, to, message));
  }

  public void toNode(Endpoint to, ToMember message) {
    effects.add(new Effect.Send(Role.NODE, to, message));
  }

  public void toProxy(Endpoint to, TopologyUpdate message) {
    effects.add(new Effect.Send(Role.PROXY, to, message));
  }

  public void persist(Optional<LedgerEvent> event) {
    event.ifPresent(present -> effects.add(new Effect.Persist(present)));
  }

  public void emit(String name, String payload) {
    effects.add(new Effect.Emit(new SentinelEvent(name, payload)));
  }

  /** Everything collected since the last call. */
  public List<Effect> drain() {
    List<Effect> drained = effects;
    effects = new ArrayList<>();
    return drained;
  }
}
