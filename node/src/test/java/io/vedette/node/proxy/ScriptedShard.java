package io.vedette.node.proxy;

import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shard master on a real socket: keeps strings, notes what it was asked, and falls silent. */
final class ScriptedShard implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final Map<String, String> values = new ConcurrentHashMap<>();

  /** Every command, its words joined by blanks, in the order of arrival. */
  final List<String> received = new CopyOnWriteArrayList<>();

  /** Whether commands are taken and not answered, handshakes excepted. */
  volatile boolean silent;

  ScriptedShard() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void put(String key, String value) {
    values.put(key, value);
  }

  long count(String command) {
    return received.stream().filter(command::equals).count();
  }

  /** Breaks all connections; new ones are accepted. */
  void breakConnections() throws IOException {
    for (Socket connection : connections) {
      connections.remove(connection);
      connection.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    RequestParser parser = new RequestParser();
    CommandBatch batch = new CommandBatch();
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = connection.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        batch.append(buffer, 0, n);
        parser.parse(batch, RespLimits.AUTHENTICATED);
        for (int i = 0; i < batch.size(); i++) {
          String reply = answer(words(batch, i));
          if (reply != null) {
            connection.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
          }
        }
        CommandBatch rest = new CommandBatch();
        batch.movePartialTo(rest);
        batch = rest;
      }
    } catch (IOException e) {
      // The test broke the connection, or the proxy did.
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  private String answer(List<String> words) {
    received.add(String.join(" ", words));
    String name = words.getFirst();
    boolean handshake = List.of("AUTH", "CLIENT", "VEDETTE").contains(name);
    if (silent && !handshake) {
      return null;
    }
    switch (name) {
      case "GET" -> {
        String value = values.get(words.get(1));
        return value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n";
      }
      case "SET" -> values.put(words.get(1), words.get(2));
      default -> {
        if (!handshake) {
          return "-ERR not in the script\r\n";
        }
      }
    }
    return "+OK\r\n";
  }

  private static List<String> words(CommandBatch batch, int command) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < batch.argumentCount(command); i++) {
      words.add(CommandErrors.text(batch, command, i, Integer.MAX_VALUE));
    }
    return words;
  }

  @Override
  public void close() {
    try {
      server.close();
      breakConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
