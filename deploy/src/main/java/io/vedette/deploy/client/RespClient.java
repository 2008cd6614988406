package io.vedette.deploy.client;

import io.vedette.protocol.resp.CommandText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One blocking connection that speaks RESP2. Not for use by two threads at a time, except that one
 * may {@link #send} while another {@link #read}s, and any may {@link #close}.
 */
public final class RespClient implements Closeable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RespClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  /**
   * Connects.
   *
   * @param timeoutMs bound for connecting and for each later read; 0 waits for ever
   */
  public static RespClient connect(Address at, int timeoutMs) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMs);
      socket.connect(new InetSocketAddress(at.host(), at.port()), timeoutMs);
      return new RespClient(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects and authenticates; an empty password sends no {@code AUTH}. */
  public static RespClient connect(Address at, int timeoutMs, String password) throws IOException {
    RespClient client = connect(at, timeoutMs);
    if (!password.isEmpty()
        && client.call("AUTH", password) instanceof Reply.Failure(String message)) {
      client.close();
      throw new IOException(at + ": " + message);
    }
    return client;
  }

  /** Bounds each later read; 0 waits for ever. */
  public void setReadTimeoutMs(int timeoutMs) throws IOException {
    socket.setSoTimeout(timeoutMs);
  }

  /** Sends a command and waits for its reply. */
  public Reply call(String... arguments) throws IOException {
    send(arguments);
    flush();
    return read();
  }

  /** The same for a command that must succeed: an error is thrown. */
  public Reply require(String... arguments) throws IOException {
    Reply reply = call(arguments);
    if (reply instanceof Reply.Failure(String message)) {
      throw new IOException(arguments[0] + ": " + message);
    }
    return reply;
  }

  /** Buffers a command; {@link #flush} sends it. */
  public void send(String... arguments) throws IOException {
    out.write(CommandText.ofUtf8(arguments));
  }

  public void flush() throws IOException {
    out.flush();
  }

  /** What comes in next, for replies that are more than RESP, such as a snapshot. */
  public InputStream input() {
    return in;
  }

  /** Waits for the next reply. */
  public Reply read() throws IOException {
    String line = readLine();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> new Reply.Text(rest);
      case '-' -> new Reply.Failure(rest);
      case ':' -> new Reply.Number(Long.parseLong(rest));
      case '$' -> readBulk(Integer.parseInt(rest));
      case '*' -> readArray(Integer.parseInt(rest));
      default -> throw new IOException("not a RESP2 reply: " + line);
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Reply readBulk(int length) throws IOException {
    if (length < 0) {
      return new Reply.Nil();
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length || in.read() < 0 || in.read() < 0) {
      throw closed();
    }
    return new Reply.Text(new String(bytes, StandardCharsets.UTF_8));
  }

  private Reply readArray(int length) throws IOException {
    if (length < 0) {
      return new Reply.Nil();
    }
    List<Reply> items = new ArrayList<>(Math.min(length, 1024));
    for (int i = 0; i < length; i++) {
      items.add(read());
    }
    return new Reply.Many(items);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw closed();
      }
      line.append((char) next);
    }
    if (in.read() != '\n' || line.isEmpty()) {
      throw new IOException("malformed reply line");
    }
    return line.toString();
  }

  private static EOFException closed() {
    return new EOFException("connection closed by server");
  }
}
