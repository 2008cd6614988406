package io.vedette.protocol.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RdbFinisherTest {
  private static final int DRAFT_BYTES = 512;

  @Property(tries = 60)
  void draftsBecomeTheSameFileAsDirectWriting(@ForAll long seed, @ForAll boolean compress) {
    ByteArrayOutputStream direct = new ByteArrayOutputStream();
    write(new RdbWriter(direct::write, compress), new Random(seed));
    assertThat(throughDrafts(seed, compress, true)).isEqualTo(direct.toByteArray());
  }

  @Test
  void withoutChecksumItIsZero() {
    byte[] bytes = throughDrafts(1, true, false);
    for (int i = bytes.length - RdbFormat.CHECKSUM_BYTES; i < bytes.length; i++) {
      assertThat(bytes[i]).isZero();
    }
  }

  private static byte[] throughDrafts(long seed, boolean compress, boolean sums) {
    ByteArrayOutputStream finished = new ByteArrayOutputStream();
    RdbFinisher finisher = new RdbFinisher(finished::write, sums);
    ArrayDeque<RdbDraft> free = new ArrayDeque<>();
    RdbDraftSink sink =
        new RdbDraftSink() {
          @Override
          public RdbDraft take() {
            return free.isEmpty() ? new RdbDraft(DRAFT_BYTES) : free.pop();
          }

          @Override
          public void filled(RdbDraft draft) {
            finisher.draft(draft);
            if (draft.capacity() == DRAFT_BYTES) {
              draft.clear();
              free.push(draft);
            }
          }

          @Override
          public void end() {
            finisher.end();
          }
        };
    write(new RdbWriter(sink, compress), new Random(seed));
    return finished.toByteArray();
  }

  private static void write(RdbWriter out, Random random) {
    out.header();
    out.aux("name", "value");
    out.selectDatabase(0, 100, 0);
    for (int i = 0; i < 100; i++) {
      byte[] key = ("key:" + random.nextInt(1_000_000)).getBytes();
      byte[] value = value(random, i);
      int offset = random.nextInt(value.length + 1);
      out.string(key, 0, key.length, value, offset, value.length - offset, random.nextInt(3) - 1);
    }
    out.end();
  }

  private static byte[] value(Random random, int i) {
    if (i % 10 == 0) {
      return Integer.toString(random.nextInt()).getBytes();
    }
    byte[] value = new byte[random.nextInt(i % 7 == 0 ? 40_000 : 100)];
    if (random.nextBoolean()) {
      random.nextBytes(value);
    }
    return value;
  }
}
