package io.forewarm.benchmarks.hotkeys;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** How fast something counts up, once it has warmed up, in time and in this process's CPU time. */
final class RateMeter {
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final AtomicLong count = new AtomicLong();

  void add(long more) {
    count.addAndGet(more);
  }

  /**
   * Waits for the first count, lets the warm-up pass, and returns the rate from there on: until the
   * time is over, or the goal is reached.
   *
   * @throws IllegalStateException if nothing counts within 60 s, or all is over in the warm-up
   */
  Rate measure(Duration warmUp, Duration time, long goal) {
    awaitCount(1, FIRST_WITHIN, Long.MAX_VALUE);
    awaitCount(Long.MAX_VALUE, warmUp, goal);
    long cpu = SYSTEM.getProcessCpuTime();
    long began = System.nanoTime();
    long before = count.get();
    awaitCount(goal, time, goal);
    long counted = count.get() - before;
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    if (counted == 0) {
      throw new IllegalStateException("all was read before the warm-up was over: " + before);
    }
    return new Rate(counted / seconds, counted / cpuSeconds);
  }

  private void awaitCount(long number, Duration atMost, long goal) {
    long until = System.nanoTime() + atMost.toNanos();
    while (count.get() < Math.min(number, goal) && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    if (number == 1 && count.get() == 0) {
      throw new IllegalStateException("nothing was read in " + atMost);
    }
  }

  /**
   * A rate.
   *
   * @param perSecond of time
   * @param perCpuSecond of all threads of this process together
   */
  record Rate(double perSecond, double perCpuSecond) {}
}
