package io.vedette.sentinel.view;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Read-only answers for the Sentinel API, as of one instant. A master's name is its shard's; the
 * name of the database stands for the proxy, as a master without replicas. State maps hold field
 * and value in Redis's order and spelling.
 */
public interface SentinelViews {
  /** The newest topology known to be committed. */
  Topology topology();

  /** Where clients of this name should connect; empty for an unknown name. */
  Optional<Endpoint> masterAddress(String name);

  List<SequencedMap<String, String>> masters();

  Optional<SequencedMap<String, String>> master(String name);

  /** Empty optional for an unknown name. */
  Optional<List<SequencedMap<String, String>>> replicas(String name);

  /** The other sentinels; empty optional for an unknown name. */
  Optional<List<SequencedMap<String, String>>> sentinels(String name);

  /** Text of CKQUORUM's reply without the type byte: {@code OK ...} or {@code NOQUORUM ...}. */
  Optional<String> checkQuorum(String name);

  /** {@code name=shard-0,status=ok,address=ip:port,slaves=2,sentinels=3} for each master. */
  List<String> infoLines();

  /** For how long this sentinel has been in TILT; -1 when it is not. */
  long tiltMs();

  /** Every process of the database, this sentinel among them. */
  List<ProcessView> processes();
}
