package io.vedette.sentinel.api;

import io.vedette.protocol.resp.HelpReply;
import io.vedette.protocol.resp.ReplyBuffer;

/** SENTINEL HELP. */
final class SentinelHelp {
  private SentinelHelp() {}

  static void write(SentinelSession session, String[] args, ReplyBuffer out) {
    HelpReply.write(
        out,
        "sentinel",
        "CKQUORUM <master-name>",
        "    Tell whether enough sentinels are reachable to agree on a failover and to vote for"
            + " it.",
        "CONFIG GET <param> [<param> ...]",
        "    Show what this sentinel was configured with.",
        "FAILOVER <master-name>",
        "    Hand a shard over to its best replica without losing a write.",
        "GET-MASTER-ADDR-BY-NAME <master-name>",
        "    Return the ip and port number of a shard's master, or of a proxy for the database's"
            + " name.",
        "IS-MASTER-DOWN-BY-ADDR <ip> <port> <current-epoch> <runid>",
        "    Tell whether this sentinel finds that master down. Votes are not cast this way.",
        "MASTER <master-name>",
        "    Show the state and info of the specified master.",
        "MASTERS",
        "    Show a list of monitored masters and their state.",
        "MYID",
        "    Return the ID of the sentinel.",
        "REPLICAS <master-name>",
        "    Show a list of replicas for this master and their state.",
        "RESET <pattern>",
        "    Remake the connections to the copies of shards with a name that matches.",
        "SENTINELS <master-name>",
        "    Show a list of the other sentinels and their state.",
        "TOPOLOGY",
        "    Show the voted topology and the known processes.");
  }
}
