package io.vedette.deploy.differential;

import io.vedette.deploy.client.Address;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.List;

/** One blocking connection that sends commands in batches and keeps replies as their bytes. */
final class RespConnection implements Closeable {
  private static final int TIMEOUT_MS = 20_000;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Socket socket;
  private final BufferedInputStream in;
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();

  RespConnection(Address at) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.connect(new InetSocketAddress(at.host(), at.port()), TIMEOUT_MS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /** Sends commands in one piece; there must be room for them in the sockets' buffers. */
  void send(List<byte[][]> commands) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[][] command : commands) {
      out.writeBytes(Draw.bytes("*" + command.length + "\r\n"));
      for (byte[] argument : command) {
        out.writeBytes(Draw.bytes("$" + argument.length + "\r\n"));
        out.writeBytes(argument);
        out.writeBytes(Draw.bytes("\r\n"));
      }
    }
    out.writeTo(socket.getOutputStream());
  }

  /** Waits for the next reply. */
  byte[] read() throws IOException {
    frame.reset();
    readFrame();
    return frame.toByteArray();
  }

  /** Sends one command of plain words and waits for its reply. */
  RespReply call(String... words) throws IOException {
    byte[][] command = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      command[i] = Draw.bytes(words[i]);
    }
    return call(command);
  }

  RespReply call(byte[][] command) throws IOException {
    send(Collections.singletonList(command));
    return RespReply.parse(read());
  }

  private void readFrame() throws IOException {
    int type = in.read();
    frame.write(type);
    String line = readLine();
    switch (type) {
      case '$', '=', '!' -> {
        int length = Integer.parseInt(line);
        if (length >= 0) {
          readExactly(length + 2);
        }
      }
      case '*', '~', '>' -> readFrames(Integer.parseInt(line));
      case '%' -> readFrames(2 * Integer.parseInt(line));
      case '+', '-', ':', '_', ',', '#', '(' -> {
        // The line is all there is.
      }
      case -1 -> throw new EOFException("the server closed the connection");
      default -> throw new IOException("not a reply: " + (char) type + line);
    }
  }

  private void readFrames(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readFrame();
    }
  }

  private void readExactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the server closed the connection");
    }
    frame.writeBytes(bytes);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      frame.write(next);
      line.append((char) next);
    }
    frame.write('\n');
    line.setLength(line.length() - 1);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
