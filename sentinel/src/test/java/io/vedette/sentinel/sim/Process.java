package io.vedette.sentinel.sim;

import io.vedette.protocol.topology.Endpoint;
import java.util.ArrayDeque;
import java.util.Deque;

/** Something that can crash, restart, and be stopped for a while. */
abstract class Process {
  final World world;
  final Endpoint control;
  private final double clockRate;
  private final long clockBaseMs;
  private final Deque<Runnable> inbox = new ArrayDeque<>();
  private boolean up;
  private boolean paused;
  private int life;

  Process(World world, Endpoint control, double clockRate) {
    this.world = world;
    this.control = control;
    this.clockRate = clockRate;
    this.clockBaseMs = world.random.nextInt(1_000_000);
    world.processes.put(control, this);
  }

  boolean isUp() {
    return up;
  }

  boolean isPaused() {
    return paused;
  }

  /** The process's own monotonic clock. */
  long clockMs() {
    return clockBaseMs + (long) (world.nowMs() * clockRate);
  }

  void start() {
    up = true;
    paused = false;
    life++;
    world.note(control + " starts");
    onStart();
  }

  void startIfDown() {
    if (!up) {
      start();
    }
  }

  void crash() {
    up = false;
    inbox.clear();
    life++;
    world.note(control + " crashes");
    onCrash();
  }

  void pause() {
    paused = true;
    world.note(control + " pauses");
  }

  void resume() {
    paused = false;
    while (!inbox.isEmpty() && up) {
      inbox.poll().run();
    }
  }

  void deliver(Runnable delivery) {
    if (!up) {
      return;
    }
    if (paused) {
      inbox.add(delivery);
    } else {
      delivery.run();
    }
  }

  /** Repeats as long as this life lasts; beats missed in a pause come once at its end. */
  void every(long periodMs, Runnable action) {
    int born = life;
    world.after(periodMs, () -> beat(born, periodMs, action));
  }

  private void beat(int born, long periodMs, Runnable action) {
    if (born != life) {
      return;
    }
    if (paused) {
      inbox.add(() -> beat(born, periodMs, action));
      return;
    }
    action.run();
    world.after(periodMs, () -> beat(born, periodMs, action));
  }

  /** Once, unless the process has crashed before. */
  void later(long delayMs, Runnable action) {
    int born = life;
    world.after(
        delayMs,
        () -> {
          if (born == life) {
            deliver(action);
          }
        });
  }

  abstract void onStart();

  abstract void onCrash();
}
