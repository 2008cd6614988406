package io.vedette.node.proxy;

import io.vedette.node.command.Interruption;
import io.vedette.protocol.resp.HelpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The CLIENT family. */
final class ClientCommands {
  static final String BAD_NAME =
      "ERR Client names cannot contain spaces, newlines or special characters.";

  private static final Set<String> TYPES = Set.of("normal", "master", "replica", "slave", "pubsub");

  private final ProxyCore core;
  private final ClientRegistry registry;

  ClientCommands(ProxyCore core, ClientRegistry registry) {
    this.core = core;
    this.registry = registry;
  }

  /** Whether every character is visible ASCII. */
  static boolean isName(String name) {
    return name.chars().allMatch(c -> c >= '!' && c <= '~');
  }

  void run(Call call) {
    ClientInfo me = call.session().info();
    switch (call.spec().ownName()) {
      case "id" -> call.out().integer(me.id);
      case "getname" -> {
        if (me.name.isEmpty()) {
          call.out().nullBulk();
        } else {
          call.out().bulk(me.name);
        }
      }
      case "setname" -> {
        String name = call.latin1(2);
        if (isName(name)) {
          me.name = name;
          call.out().ok();
        } else {
          call.error(BAD_NAME);
        }
      }
      case "setinfo" -> setInfo(call, me);
      case "info" -> call.out().verbatim(line(me) + "\n");
      case "list" -> list(call);
      case "kill" -> kill(call, me);
      case "unblock" -> unblock(call);
      case "no-evict" -> onOff(call, me);
      case "reply" -> reply(call);
      case "help" -> help(call);
      default -> call.error(CommandErrors.impossible(call.spec()));
    }
  }

  private static void setInfo(Call call, ClientInfo me) {
    String value = call.latin1(3);
    String attribute = call.text(2).toLowerCase(Locale.ROOT);
    if (!attribute.equals("lib-name") && !attribute.equals("lib-ver")) {
      call.error("ERR Unrecognized option '" + call.text(2) + "'");
    } else if (!isName(value)) {
      call.error("ERR " + attribute + " cannot contain spaces, newlines or special characters.");
    } else {
      if (attribute.equals("lib-name")) {
        me.libraryName = value;
      } else {
        me.libraryVersion = value;
      }
      call.out().ok();
    }
  }

  private void list(Call call) {
    List<ClientInfo> shown = new ArrayList<>();
    if (call.arguments() == 4 && call.is(2, "TYPE")) {
      String type = call.text(3).toLowerCase(Locale.ROOT);
      if (!TYPES.contains(type)) {
        call.error("ERR Unknown client type '" + call.text(3) + "'");
        return;
      }
      boolean subscribers = type.equals("pubsub");
      if (subscribers || type.equals("normal")) {
        registry.all().stream()
            .filter(client -> client.isSubscriber() == subscribers)
            .forEach(shown::add);
      }
    } else if (call.arguments() > 3 && call.is(2, "ID")) {
      for (int i = 3; i < call.arguments(); i++) {
        if (!call.isInteger(i)) {
          call.error("ERR Invalid client ID");
          return;
        }
        ClientInfo found = registry.find(call.integer(i));
        if (found != null) {
          shown.add(found);
        }
      }
    } else if (call.arguments() == 2) {
      shown.addAll(registry.all());
    } else {
      call.error("ERR syntax error");
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (ClientInfo client : shown) {
      lines.append(line(client)).append('\n');
    }
    call.out().verbatim(lines.toString());
  }

  private void kill(Call call, ClientInfo me) {
    if (call.arguments() == 3) {
      String address = call.text(2);
      for (ClientInfo client : registry.all()) {
        if (client.remoteAddress.equals(address)) {
          kill(call, client, me);
          call.out().ok();
          return;
        }
      }
      call.error("ERR No such client");
      return;
    }
    ClientFilter filter = ClientFilter.parse(call);
    if (filter == null) {
      return;
    }
    int killed = 0;
    for (ClientInfo client : registry.all()) {
      if (filter.matches(client, me)) {
        kill(call, client, me);
        killed++;
      }
    }
    call.out().integer(killed);
  }

  private static void kill(Call call, ClientInfo client, ClientInfo me) {
    if (client == me) {
      call.session().closeAfterThisReply();
    } else {
      client.kill.run();
    }
  }

  private void unblock(Call call) {
    boolean error = call.arguments() == 4 && call.is(3, Interruption.ERROR);
    if (call.arguments() > 4) {
      call.error(
          "ERR unknown subcommand or wrong number of arguments for '%s'. Try CLIENT HELP."
              .formatted(call.text(1)));
    } else if (call.arguments() == 4 && !error && !call.is(3, Interruption.TIMEOUT)) {
      call.error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    } else if (!call.isInteger(2)) {
      call.error(LocalCommands.BAD_NUMBER);
    } else {
      ClientInfo client = registry.find(call.integer(2));
      call.out().integer(client != null && client.wait.end(error) ? 1 : 0);
    }
  }

  private static void onOff(Call call, ClientInfo me) {
    if (call.is(2, "ON") || call.is(2, "OFF")) {
      me.noEvict = call.is(2, "ON");
      call.out().ok();
    } else {
      call.error("ERR syntax error");
    }
  }

  private static void reply(Call call) {
    if (call.is(2, "ON")) {
      call.session().replyMode(ProxySession.ReplyMode.ON);
      call.out().ok();
    } else if (call.is(2, "OFF")) {
      call.session().replyMode(ProxySession.ReplyMode.OFF);
    } else if (call.is(2, "SKIP")) {
      call.session().skipNextReply();
    } else {
      call.error("ERR syntax error");
    }
  }

  private String line(ClientInfo client) {
    long now = core.nowMs();
    return "id="
        + client.id
        + " addr="
        + client.remoteAddress
        + " laddr="
        + client.localAddress
        + " fd=-1 name="
        + client.name
        + " age="
        + Math.max(0, now - client.connectedAtMs) / 1000
        + " idle="
        + Math.max(0, now - client.lastInputMs) / 1000
        + " flags="
        + flags(client)
        + " db="
        + client.db
        + " sub="
        + client.channels
        + " psub="
        + client.patterns
        + " ssub="
        + client.shardChannels
        + " multi="
        + client.queuedCommands
        + " qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0 oll=0 omem=0 tot-mem=0"
        + " events=r cmd="
        + client.lastCommand
        + " user=default redir=-1 resp="
        + client.protocol
        + " lib-name="
        + client.libraryName
        + " lib-ver="
        + client.libraryVersion;
  }

  private static String flags(ClientInfo client) {
    String flags =
        (client.isSubscriber() ? "P" : "")
            + (client.wait.isWaiting() ? "b" : "")
            + (client.queuedCommands >= 0 ? "x" : "")
            + (client.noEvict ? "e" : "");
    return flags.isEmpty() ? "N" : flags;
  }

  private static void help(Call call) {
    HelpReply.write(
        call.out(),
        "client",
        "GETNAME",
        "    Return the name of the current connection.",
        "ID",
        "    Return the ID of the current connection.",
        "INFO",
        "    Return information about the current client connection.",
        "KILL <ip:port>",
        "    Kill connection made from <ip:port>.",
        "KILL <option> <value> [<option> <value> [...]]",
        "    Kill connections. Options are:",
        "    * ADDR (<ip:port>|<unixsocket>:0)",
        "    * LADDR (<ip:port>|<unixsocket>:0)",
        "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
        "    * USER <username>",
        "    * SKIPME (YES|NO)",
        "    * ID <client-id>",
        "LIST [options ...]",
        "    Return information about client connections. Options:",
        "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
        "    * ID <client-id> [<client-id> ...]",
        "NO-EVICT (ON|OFF)",
        "    Protect current client connection from eviction.",
        "REPLY (ON|OFF|SKIP)",
        "    Control the replies sent to the current connection.",
        "SETINFO <option> <value>",
        "    Set client meta attr. Options are:",
        "    * LIB-NAME: the client lib name.",
        "    * LIB-VER: the client lib version.",
        "SETNAME <name>",
        "    Assign the name <name> to the current connection.",
        "UNBLOCK <clientid> [TIMEOUT|ERROR]",
        "    Unblock the specified blocked client.");
  }
}
