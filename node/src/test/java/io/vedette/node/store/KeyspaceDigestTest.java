package io.vedette.node.store;

import static io.vedette.node.store.Keys.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.type.Types;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The expected values were read from redis-server 7.0.15. */
class KeyspaceDigestTest {
  private final Keyspace keyspace = Keys.keyspace();

  private String digest() {
    return HexFormat.of().formatHex(keyspace.digest(Types::value));
  }

  @Test
  void equalsRedis() {
    assertThat(digest()).isEqualTo("0".repeat(40));
    set(keyspace.database(0), "foo", "bar");
    assertThat(digest()).isEqualTo("d2ab4820c1be0580ea28efbfe8bfa1dc05bb802a");
    set(keyspace.database(0), "n", "12345");
    set(keyspace.database(0), "e", "gone", 1_999_999_999_999L);
    set(keyspace.database(3), "foo", "bar");
    assertThat(digest()).isEqualTo("198b86866a0a52be453caafd96a3506e758a02d7");
  }
}
