package io.vedette.protocol.aof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AofReaderTest {
  private static final int SECTOR = 512;

  @TempDir private Path folder;

  private Scan scan(byte[] file) throws IOException {
    return Scan.of(Files.write(folder.resolve("increment"), file));
  }

  private static byte[] reserved(byte[] file, int size, int reserve) {
    byte[] bytes = Arrays.copyOf(file, size + reserve);
    Arrays.fill(bytes, size, size + reserve, (byte) '#');
    return bytes;
  }

  @Test
  void aReserveIsNoPartOfTheFile() throws IOException {
    Increment increment = Increment.random(new Random(4), 3, 200);
    byte[] file = increment.file();
    for (int reserve : new int[] {0, 1, 2, 40, 511, 512, 70_000, 300_000}) {
      Scan scan = scan(reserved(file, file.length, reserve));
      assertThat(scan.end)
          .isEqualTo(
              new AofEnd.Complete(
                  file.length, increment.startOffset() + increment.stream().length));
      assertThat(scan.handedOut()).isEqualTo(increment.stream());
    }
  }

  @Test
  void aBlockCutByTheReserveIsTorn() throws IOException {
    Increment increment = Increment.random(new Random(5), 3, 200);
    byte[] file = increment.file();
    int last = increment.blockEnds.lowerKey(file.length);
    for (int size = last + 1; size < file.length; size += 3) {
      Scan scan = scan(reserved(file, size, 5000));
      // A cut behind a '#' cannot be told from the reserve.
      boolean none = size == last + 1 && file[last] == '#';
      assertThat(scan.end)
          .as("cut at %d", size)
          .isInstanceOf(none ? AofEnd.Complete.class : AofEnd.Torn.class);
      assertThat(scan.handedOut())
          .isEqualTo(Arrays.copyOf(increment.stream(), increment.streamBytesOfBlocks(last)));
    }
  }

  @Test
  void aTailOfZerosIsTornToo() throws IOException {
    Increment increment = Increment.random(new Random(3), 3, 200);
    byte[] file = increment.file();
    int last = increment.blockEnds.lowerKey(file.length);
    for (int size = last; size < file.length; size++) {
      byte[] zeroed = Arrays.copyOf(Arrays.copyOf(file, size), file.length + 5000);
      Scan scan = scan(zeroed);
      assertThat(scan.end).as("zeros from %d", size).isInstanceOf(AofEnd.Torn.class);
      assertThat(((AofEnd.Torn) scan.end).keepBytes()).isEqualTo(last);
      zeroed[zeroed.length - 1] = 1;
      assertThat(scan(zeroed).end).isInstanceOf(AofEnd.Damaged.class);
    }
  }

  /** Whichever sectors of the last block came to the disk: everything before it is there. */
  @Test
  void aPowerCutTakesTheLastBlockOnly() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int torn = 0;
    for (int run = 0; run < 1000; run++) {
      Increment increment = Increment.random(random, 1 + random.nextInt(3), 2000);
      byte[] file = increment.file();
      int last = increment.blockEnds.lowerKey(file.length);
      byte[] disk = reserved(file, last, file.length - last + 1 + random.nextInt(3000));
      boolean all = true;
      for (int sector = last / SECTOR; sector * SECTOR < file.length; sector++) {
        boolean written = random.nextInt(3) > 0;
        int from = Math.max(last, sector * SECTOR);
        int to = Math.min(file.length, (sector + 1) * SECTOR);
        if (written) {
          System.arraycopy(file, from, disk, from, to - from);
        }
        all &= written;
      }
      Scan scan = scan(disk);
      String description = "seed %d run %d: %s".formatted(seed, run, scan.end);
      assertThat(scan.end).as(description).isNotInstanceOf(AofEnd.Damaged.class);
      int kept = all ? file.length : last;
      assertThat(scan.handedOut())
          .as(description)
          .isEqualTo(Arrays.copyOf(increment.stream(), increment.streamBytesOfBlocks(kept)));
      torn += scan.end instanceof AofEnd.Torn ? 1 : 0;
    }
    assertThat(torn).isGreaterThan(300);
  }

  /** The last byte that came to the disk looks like the zeros that a file system leaves. */
  @Test
  void aZeroBeforeTheReserveHidesNoPowerCut() throws IOException {
    int zero = 3 * SECTOR - 1;
    int start = new String(twoBlocks("w".repeat(2000)).file(), ISO_8859_1).indexOf("www");
    assertThat(start).as("in the sector that is lost").isBetween(SECTOR, 2 * SECTOR);
    String value = "w".repeat(zero - start) + "\0";
    Increment increment = twoBlocks(value + "w".repeat(2000 - value.length()));
    byte[] file = increment.file();
    byte[] disk = reserved(file, zero + 1, 4000);
    assertThat(disk[zero]).isZero();
    Arrays.fill(disk, SECTOR, 2 * SECTOR, (byte) '#');
    Scan scan = scan(disk);
    assertThat(scan.end).isInstanceOf(AofEnd.Torn.class);
    assertThat(((AofEnd.Torn) scan.end).keepBytes())
        .isEqualTo(increment.blockEnds.lowerKey(file.length).longValue());
  }

  /** The second one's value begins in the file's second sector. */
  private static Increment twoBlocks(String value) {
    return Increment.checksummed(5)
        .command("SET", "a", "b")
        .close()
        .command("SET", "c", "v".repeat(400))
        .command("SET", "d", value)
        .close();
  }

  @Test
  void aFlippedBitBeforeAReserveIsDamage() throws IOException {
    Increment increment = Increment.checksummed(5).command("SET", "a", "v".repeat(3000)).close();
    byte[] file = increment.file();
    for (int bit = increment.blockEnds.firstKey() * 8; bit < file.length * 8; bit += 11) {
      byte[] flipped = reserved(file, file.length, 4000);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Scan scan = scan(flipped);
      assertThat(scan.handedOut()).as("bit %d", bit).isEmpty();
      assertThat(scan.end).as("bit %d", bit).isNotInstanceOf(AofEnd.Complete.class);
    }
  }

  @Test
  void aHoleBeforeAnotherBlockIsDamage() throws IOException {
    Increment increment =
        Increment.checksummed(5)
            .command("SET", "a", "v".repeat(3000))
            .close()
            .command("SET", "b", "w")
            .close();
    byte[] file = reserved(increment.file(), increment.file().length, 4000);
    Arrays.fill(file, 2 * SECTOR, 3 * SECTOR, (byte) '#');
    assertThat(scan(file).end).isInstanceOf(AofEnd.Damaged.class);
  }
}
