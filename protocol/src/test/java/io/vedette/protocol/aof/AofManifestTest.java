package io.vedette.protocol.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AofManifestTest {
  private static final String NAME = "appendonly.aof";

  /** As redis-server 7.0.15 leaves it when a rewrite ended and old files wait to be deleted. */
  private static final String BY_REDIS =
      """
      file appendonly.aof.2.base.rdb seq 2 type b
      file appendonly.aof.1.base.rdb seq 1 type h
      file appendonly.aof.1.incr.aof seq 1 type h
      file appendonly.aof.2.incr.aof seq 2 type i
      file appendonly.aof.3.incr.aof seq 3 type i
      """;

  @Test
  void readsWhatRedisWrites() throws AofException {
    AofManifest manifest = parse(BY_REDIS);
    assertThat(manifest.base().orElseThrow().name()).isEqualTo("appendonly.aof.2.base.rdb");
    assertThat(manifest.history()).extracting(AofFile::sequence).containsExactly(1L, 1L);
    assertThat(manifest.toLoad())
        .extracting(AofFile::name)
        .containsExactly(
            "appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.3.incr.aof");
    assertThat(text(manifest)).startsWith(BY_REDIS).hasSize(BY_REDIS.length() + 8 + 16 + 1);
  }

  @Test
  void aRewriteReplacesWhatCameBefore() throws AofException {
    AofManifest first = AofManifest.empty().withNextIncrement(NAME);
    assertThat(first.lastIncrement().orElseThrow().name()).isEqualTo("appendonly.aof.1.incr.aof");
    AofManifest based = first.withBase(first.nextBase(NAME), 1);
    assertThat(based.increments()).isEqualTo(first.increments());
    AofManifest rewriting = based.withNextIncrement(NAME);
    AofManifest rewritten = rewriting.withBase(rewriting.nextBase(NAME), 1);
    assertThat(text(rewritten))
        .startsWith(
            """
            file appendonly.aof.2.base.rdb seq 2 type b
            file appendonly.aof.1.base.rdb seq 1 type h
            file appendonly.aof.1.incr.aof seq 1 type h
            file appendonly.aof.2.incr.aof seq 2 type i
            """);
    for (AofManifest one : new AofManifest[] {first, based, rewriting, rewritten}) {
      assertThat(AofManifest.parse(one.toBytes())).isEqualTo(one);
    }
    assertThat(rewritten.withoutHistory().history()).isEmpty();
    assertThat(rewritten.withoutHistory().toLoad()).isEqualTo(rewritten.toLoad());
  }

  @Test
  void anOldSingleFileBecomesTheBase() {
    AofManifest manifest = AofManifest.ofSingleFile(NAME).withNextIncrement(NAME);
    assertThat(text(manifest))
        .startsWith(
            """
            file appendonly.aof seq 1 type b
            file appendonly.aof.1.incr.aof seq 1 type i
            """);
  }

  @Test
  void namesAreQuotedAsRedisDoes() throws AofException {
    AofManifest manifest = AofManifest.empty().withNextIncrement("my \"aof\"\u00e4");
    assertThat(text(manifest)).startsWith("file \"my \\\"aof\\\"\\xe4.1.incr.aof\" seq 1 type i\n");
    assertThat(AofManifest.parse(manifest.toBytes())).isEqualTo(manifest);
  }

  @Test
  void keysInAnyOrderAndUnknownOnesAreFine() throws AofException {
    assertThat(parse("# a comment\nTYPE b extra 1 SEQ 3 file x\n").base())
        .contains(new AofFile("x", 3, AofFile.Kind.BASE));
  }

  @Test
  void newFilesTakeNoNameOfOneToBeDeleted() throws AofException {
    AofManifest manifest = parse("file a.5.incr.aof seq 5 type h\n").withNextIncrement("a");
    assertThat(manifest.lastIncrement().orElseThrow().sequence()).isEqualTo(6);
  }

  @Test
  void badManifestsSayWhatIsWrong() {
    refused("", "empty");
    refused("# only a comment\n", "names no file");
    refused("file a seq 1 type b", "too long line 1");
    refused("file " + "a".repeat(1100) + " seq 1 type b\n", "too long line 1");
    refused("\n", "invalid format: line 1");
    refused("file a seq 1\n", "invalid format");
    refused("file a seq 1 type\n", "invalid format");
    refused("file a seq x type b\n", "invalid format");
    refused("file a seq 0 type b\n", "invalid format");
    refused("file a seq 1 type q\n", "invalid format");
    refused("file \"a seq 1 type b\n", "invalid format");
    refused("file ../a seq 1 type b\n", "can't be a path");
    refused("file .. seq 1 type b\n", "can't be a path");
    refused("file a seq 1 type b\nfile b seq 2 type b\n", "duplicate base");
    refused("file a seq 2 type i\nfile b seq 2 type i\n", "non-monotonic");
  }

  @Test
  void noBitMayFlip() throws AofException {
    AofManifest manifest = parse(BY_REDIS);
    byte[] text = manifest.toBytes();
    for (int bit = 0; bit < text.length * 8; bit++) {
      byte[] flipped = text.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(AofManifest.parse(flipped)).as("bit %d", bit).isEqualTo(manifest);
      } catch (AofException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void noTailMayBeMissing() throws AofException {
    byte[] text = parse(BY_REDIS).toBytes();
    int body = BY_REDIS.length();
    for (int size = body + 1; size < text.length; size++) {
      byte[] cut = Arrays.copyOf(text, size);
      assertThatThrownBy(() -> AofManifest.parse(cut)).isInstanceOf(AofException.class);
    }
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(AofException.class)
        .hasMessageContaining(why);
  }

  private static AofManifest parse(String text) throws AofException {
    return AofManifest.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(AofManifest manifest) {
    return new String(manifest.toBytes(), StandardCharsets.ISO_8859_1);
  }
}
