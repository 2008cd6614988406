package io.vedette.node.type;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.store.Keyspace;
import io.vedette.node.store.Value;
import io.vedette.node.store.ValueKind;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbReader;
import io.vedette.protocol.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** An RDB that holds one value, for tests of a type's encodings. */
public final class OneValueRdb {
  private static final byte[] KEY = {'k'};

  private OneValueRdb() {}

  /** The whole RDB; the consumer writes the value. */
  public static byte[] of(int type, Consumer<RdbWriter> value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbWriter out = new RdbWriter((b, offset, length) -> bytes.write(b, offset, length), true);
    out.header();
    out.beginEntry(type, KEY, 0, 1, RdbFormat.NO_EXPIRY);
    value.accept(out);
    out.end();
    return bytes.toByteArray();
  }

  /** Writes a string; one byte for each character. */
  public static void string(RdbWriter out, String text) {
    out.stringValue(text.getBytes(ISO_8859_1), 0, text.length());
  }

  /** Reads an RDB in pieces of so many bytes; the value, or null where it was skipped as empty. */
  public static <V extends Value> V load(Keyspace keyspace, ValueKind<V> kind, byte[] rdb, int step)
      throws RdbException {
    RdbReader reader = new RdbReader(new SnapshotLoader(keyspace));
    for (int at = 0; at < rdb.length; at += step) {
      reader.feed(rdb, at, Math.min(step, rdb.length - at));
    }
    assertThat(reader.isComplete()).isTrue();
    Object entry = keyspace.database(0).peek(KEY, 0, 1);
    return entry == null ? null : kind.of(entry);
  }
}
