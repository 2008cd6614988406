package io.vedette.deploy.bench;

import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;

/**
 * Sends a client's commands in groups and reads their replies, which must not be errors. {@link
 * #close} sends the last ones; the client stays open.
 */
final class Pipeline implements AutoCloseable {
  /** Commands in a group. */
  static final int GROUP = 100;

  private final RespClient client;
  private int waiting;

  Pipeline(RespClient client) {
    this.client = client;
  }

  void send(String... command) throws IOException {
    client.send(command);
    if (++waiting == GROUP) {
      await();
    }
  }

  private void await() throws IOException {
    client.flush();
    for (; waiting > 0; waiting--) {
      if (client.read() instanceof Reply.Failure(String message)) {
        throw new IOException(message);
      }
    }
  }

  @Override
  public void close() throws IOException {
    await();
  }
}
