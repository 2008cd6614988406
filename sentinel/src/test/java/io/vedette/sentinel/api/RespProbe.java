package io.vedette.sentinel.api;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A RESP client that shows replies with their types: {@code +OK}, {@code -ERR x}, {@code :1},
 * {@code "bulk"}, {@code nil}, {@code nilarray}, {@code [a, b]}, {@code {k, v}}, {@code ~[a]},
 * {@code >[a]}, {@code =txt:..}.
 */
final class RespProbe implements AutoCloseable {
  private static final int TIMEOUT_MS = 5_000;

  private final Socket socket;
  private final InputStream in;

  RespProbe(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(TIMEOUT_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a command of words and reads one reply. */
  String call(String command) throws IOException {
    send(command);
    return read();
  }

  void send(String command) throws IOException {
    String[] words = command.split(" ");
    StringBuilder out = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    raw(out.toString());
  }

  void raw(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next reply; {@code closed} at the end of the stream. */
  String read() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return "closed";
    }
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '$' -> rest.equals("-1") ? "nil" : '"' + bytes(Integer.parseInt(rest)) + '"';
      case '=' -> '=' + bytes(Integer.parseInt(rest));
      case '_' -> "nil3";
      case '*' -> rest.equals("-1") ? "nilarray" : elements(Integer.parseInt(rest)).toString();
      case '~', '>' -> line.charAt(0) + elements(Integer.parseInt(rest)).toString();
      case '%' -> {
        String pairs = elements(2 * Integer.parseInt(rest)).toString();
        yield '{' + pairs.substring(1, pairs.length() - 1) + '}';
      }
      default -> line;
    };
  }

  private List<String> elements(int count) {
    List<String> elements = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        elements.add(read());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return elements;
  }

  private String bytes(int length) throws IOException {
    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    in.skipNBytes(2);
    return text;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    in.read();
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
