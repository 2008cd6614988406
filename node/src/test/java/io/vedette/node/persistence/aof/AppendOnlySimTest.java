package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.aof.AofAnnotation;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of writes, disk answers, failures and settings. What must hold: nothing is
 * called durable that a power cut at that moment would take; what a power cut leaves is a prefix of
 * the stream; replies go in order, and never after the file that they relied on was lost; when the
 * disk works again, everything becomes durable.
 */
class AppendOnlySimTest {
  private static final int SEEDS = 250;
  private static final int STEPS = 400;

  @Test
  void tellsTheTruth() {
    long first = Long.getLong("sim.seed", 1);
    long last = Long.getLong("sim.seed", SEEDS);
    int reachedOn = 0;
    int lost = 0;
    int rewrites = 0;
    for (long seed = first; seed <= last; seed++) {
      World world = new World(seed);
      try {
        world.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + " (-Dsim.seed=" + seed + ")", e);
      }
      reachedOn += world.durableCalls > 0 ? 1 : 0;
      lost += world.losses;
      rewrites += (int) world.aof.rewrite().completed();
    }
    if (first != last) {
      assertThat(reachedOn).as("runs that got anywhere").isGreaterThan(SEEDS / 2);
      assertThat(lost).as("files that were given up").isPositive();
      assertThat(rewrites).as("rewrites").isGreaterThan(SEEDS / 4);
    }
  }

  private static final class World implements AofContext, AofPort, BaseSnapshots {
    private record Submitted(long chain, AofTask task) {}

    private final Random random;
    private final AofSettings settings = new AofSettings(null, "sim");
    private final ReplicationLog log = new ReplicationLog(0, 0);
    private final SimDisk disk = new SimDisk();
    private final ArrayDeque<Submitted> submitted = new ArrayDeque<>();
    private final ArrayDeque<Long> held = new ArrayDeque<>();
    private final AppendOnly aof;

    /** The stream since {@link #streamFrom}, which is where its history begins. */
    private ByteArrayOutputStream stream = new ByteArrayOutputStream();

    private long streamFrom;
    private long nowNs = 1_000_000_000;
    private String snapshot;
    private long snapshotOffset;
    private Listener listener;
    private boolean foreignSnapshot;
    private int histories = 1;
    private int sickPercent;
    private long lastDurable = -1;
    private long releasedUpTo = -1;
    private int durableCalls;
    private int losses;

    World(long seed) {
      random = new Random(seed);
      settings.enabled = random.nextInt(4) > 0;
      settings.policy = FsyncPolicy.values()[random.nextInt(3)];
      settings.rewriteMinBytes = 2000;
      sickPercent = random.nextBoolean() ? 0 : 15;
      aof = new AppendOnly(settings, log, this, this, this);
      aof.start();
      aof.afterBatch();
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step();
        aof.afterBatch();
        check(i % 20 == 0);
      }
      sickPercent = 0;
      foreignSnapshot = false;
      settings.enabled = true;
      aof.settingsChanged();
      aof.requestSync(log.offset());
      for (int i = 0; i < 400; i++) {
        nowNs += 50_000_000;
        answer();
        finishSnapshot(true);
        aof.requestSync(log.offset());
        aof.tick();
        aof.afterBatch();
        check(i % 100 == 99);
      }
      assertThat(aof.durableOffset()).as("in the end").isEqualTo(log.offset());
      assertThat(held).isEmpty();
      assertThat(aof.writeRefusal()).isNull();
      assertThat(aof.holdsWrites()).isFalse();
    }

    private void step() {
      switch (random.nextInt(24)) {
        case 0, 1, 2, 3, 4, 5 -> write(1 + random.nextInt(60));
        case 6 -> write(1000 * random.nextInt(random.nextInt(20) == 0 ? 2000 : 100));
        case 7, 8, 9, 10, 11, 12, 13 -> answer();
        case 14, 15 -> {
          nowNs += random.nextInt(400_000_000);
          aof.tick();
        }
        case 16 -> aof.woken();
        case 17 -> finishSnapshot(random.nextInt(100) >= sickPercent);
        case 18 -> aof.requestSync(random.nextLong(log.offset() + 1));
        case 19 -> rarely();
        case 20 -> {
          settings.policy = FsyncPolicy.values()[random.nextInt(3)];
          aof.settingsChanged();
        }
        case 21 -> aof.requestRewrite();
        case 22 -> foreignSnapshot = !foreignSnapshot && snapshot == null && random.nextBoolean();
        default -> nowNs += random.nextInt(2_000_000);
      }
    }

    private void rarely() {
      switch (random.nextInt(4)) {
        case 0 -> {
          settings.enabled = !settings.enabled;
          aof.settingsChanged();
        }
        case 1 -> {
          histories++;
          aof.historyChanged();
        }
        case 2 -> {
          histories++;
          aof.historyReplaced();
          log.restart(log.offset() + random.nextInt(1000));
          stream = new ByteArrayOutputStream();
          streamFrom = log.offset();
          lastDurable = -1;
        }
        default -> sickPercent = random.nextInt(3) * 20;
      }
    }

    /** A batch of a client: refused, held back by the disk, or executed. */
    private void write(int bytes) {
      if (aof.writeRefusal() != null || aof.holdsWrites()) {
        return;
      }
      byte[] command = new byte[bytes];
      random.nextBytes(command);
      log.appendRaw(command, 0, bytes);
      stream.writeBytes(command);
      if (aof.holdsReplies()) {
        held.add(log.offset());
      }
    }

    private void answer() {
      Submitted next = submitted.poll();
      if (next == null) {
        return;
      }
      SimDisk.Fate fate = SimDisk.Fate.SUCCEEDS;
      if (random.nextInt(100) < sickPercent) {
        fate = random.nextBoolean() ? SimDisk.Fate.CANNOT_WRITE : SimDisk.Fate.CANNOT_SYNC;
      }
      aof.done(disk.run(next.chain, next.task, fate));
    }

    private void finishSnapshot(boolean well) {
      if (snapshot == null) {
        return;
      }
      Listener told = listener;
      String name = snapshot;
      snapshot = null;
      if (well) {
        disk.baseWritten(name, snapshotOffset);
        told.completed(100);
      } else {
        told.failed("No space left on device");
      }
    }

    private void check(boolean bytesToo) {
      long from = disk.loadableFrom();
      if (bytesToo
          && from >= streamFrom
          && disk.safeOffset() >= streamFrom
          && from <= log.offset()) {
        byte[] safe = disk.safeBytes();
        int at = (int) (from - streamFrom);
        byte[] expected = Arrays.copyOfRange(stream.toByteArray(), at, at + safe.length);
        assertThat(safe).as("what a power cut leaves").isEqualTo(expected);
      }
      assertThat(submitted.size()).as("tasks in flight").isLessThanOrEqualTo(1);
    }

    // ---- port

    @Override
    public void submit(long chain, AofTask task) {
      submitted.add(new Submitted(chain, task));
    }

    @Override
    public boolean submitAndAwait(long chain, AofTask task, long maxNs) {
      submit(chain, task);
      return random.nextBoolean();
    }

    @Override
    public void wakeAfter(long delayNs) {
      assertThat(delayNs).isNotNegative();
    }

    @Override
    public void durable(long offset) {
      durableCalls++;
      assertThat(offset).as("durable").isGreaterThan(lastDurable);
      assertThat(offset).as("durable").isLessThanOrEqualTo(disk.safeOffset());
      assertThat(disk.loadableFrom()).as("a base of this history").isNotNegative();
      lastDurable = offset;
      while (!held.isEmpty() && held.peek() <= offset) {
        long released = held.poll();
        assertThat(released).isGreaterThanOrEqualTo(releasedUpTo);
        releasedUpTo = released;
      }
    }

    @Override
    public void lost() {
      losses++;
      lastDurable = -1;
      held.clear();
    }

    @Override
    public void switchedOff() {
      assertThat(aof.isEnabled()).isFalse();
    }

    @Override
    public void note(String text) {
      assertThat(text).isNotEmpty();
    }

    @Override
    public void warn(String text) {
      assertThat(sickPercent + losses).as(text).isPositive();
    }

    // ---- context

    @Override
    public AofAnnotation.History history() {
      String id = String.format("%040d", histories);
      return new AofAnnotation.History(
          id, log.offset(), AofAnnotation.NO_ID, AofAnnotation.NO_OFFSET, histories, 0);
    }

    @Override
    public void selectAgain() {
      // The stream here knows no databases.
    }

    @Override
    public boolean isSaving() {
      return isBusy();
    }

    @Override
    public int heldReplies() {
      return held.size();
    }

    @Override
    public long nowNs() {
      return nowNs;
    }

    @Override
    public long unixSeconds() {
      return nowNs / 1_000_000_000;
    }

    // ---- bases

    @Override
    public boolean begin(String file, Listener whoAsks) {
      if (isBusy()) {
        return false;
      }
      snapshot = file;
      snapshotOffset = log.offset();
      listener = whoAsks;
      return true;
    }

    @Override
    public void cancel() {
      snapshot = null;
    }

    @Override
    public boolean isBusy() {
      return snapshot != null || foreignSnapshot;
    }
  }
}
