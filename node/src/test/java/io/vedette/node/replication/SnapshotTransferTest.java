package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.Types;
import io.vedette.protocol.psync.Replconf;
import io.vedette.protocol.rdb.RdbReader;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotTransferTest {
  private static final int VALUE_BYTES = 1_000_000;
  private static final String MARK = "m".repeat(40);

  private final Keyspace keyspace = keyspace();
  private final Replica replica = new Replica();

  private static Keyspace keyspace() {
    return new Keyspace(16, new Random(7), (database, key) -> {});
  }

  private void fill(int keys) {
    Random random = new Random(1);
    byte[] value = new byte[VALUE_BYTES];
    for (int i = 0; i < keys; i++) {
      random.nextBytes(value);
      byte[] key = ("key" + i).getBytes();
      keyspace.database(0).putString(key, 0, key.length, value, 0, value.length, -1);
    }
  }

  @Test
  void aSliceOfLargeValuesIsSmall() throws Exception {
    fill(20);
    ReplicaProgress progress = new ReplicaProgress(1, "here", 0);
    progress.announced(new Replconf.Capability("eof"));
    SnapshotTransfer transfer =
        SnapshotTransfer.begin(
                List.of(new SnapshotTransfer.Recipient(progress, replica)),
                MARK,
                new KeyspaceSnapshots(keyspace, () -> true, () -> 0),
                new SnapshotIdentity("a".repeat(40), 7, 0, 2))
            .orElseThrow();
    int before = 0;
    while (transfer.slice()) {
      assertThat(replica.got.size() - before).isLessThan(3 * VALUE_BYTES);
      before = replica.got.size();
    }
    Keyspace loaded = keyspace();
    RdbReader reader = new RdbReader(new SnapshotLoader(loaded));
    byte[] bytes = replica.got.toByteArray();
    assertThat(reader.feed(bytes, 0, bytes.length)).isEqualTo(bytes.length - MARK.length());
    assertThat(loaded.digest(Types::value)).isEqualTo(keyspace.digest(Types::value));
  }

  private static final class Replica implements ReplicaOutput {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();

    @Override
    public void send(byte[] bytes, int offset, int length) {
      got.write(bytes, offset, length);
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void close() {
      throw new AssertionError("closed");
    }

    @Override
    public void closeAfterSending() {
      throw new AssertionError("closed");
    }
  }
}
