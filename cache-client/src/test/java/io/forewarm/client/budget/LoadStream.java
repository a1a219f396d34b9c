package io.forewarm.client.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/** Loads of an origin under a clock of its own, which looks at its health ten times a second. */
final class LoadStream {
  private static final long MILLI = 1_000_000;
  private static final long LOOK = 100 * MILLI;

  private final OriginHealth health = new OriginHealth();
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparingLong(Ending::at));
  private long now;
  private long nextLook;
  private boolean crowded;

  /** What was said of the origin, ten times a second. */
  private final List<Verdict> verdicts = new ArrayList<>();

  /** Loads come at a rate and take what is drawn; returns what was said meanwhile. */
  List<Verdict> run(Duration time, int perSecond, LongSupplier millis) {
    return run(time, perSecond, millis, 0);
  }

  /** As before; of a thousand so many fail. */
  List<Verdict> run(Duration time, int perSecond, LongSupplier millis, int failing) {
    int from = verdicts.size();
    long until = now + time.toNanos();
    long next = now;
    for (int number = 0; next < until; number++) {
      passTo(next);
      boolean fails = number * 7919L % 1000 < failing;
      endings.add(new Ending(now + millis.getAsLong() * MILLI, health.begun(now), fails));
      next += 1_000_000_000L / perSecond;
    }
    passTo(until);
    return List.copyOf(verdicts.subList(from, verdicts.size()));
  }

  /** Nothing begins for a time. */
  List<Verdict> wait(Duration time) {
    int from = verdicts.size();
    passTo(now + time.toNanos());
    return List.copyOf(verdicts.subList(from, verdicts.size()));
  }

  /** What is under way ends at another time, and what is due meanwhile as late. */
  void delayEndings(LongUnaryOperator at) {
    List<Ending> all = List.copyOf(endings);
    endings.clear();
    all.forEach(it -> endings.add(new Ending(at.applyAsLong(it.at), it.load, it.fails)));
  }

  /** The process stands still: everything that would have ended ends at its end. */
  void pause(Duration time) {
    long end = now + time.toNanos();
    delayEndings(at -> Math.max(at, end));
    now = end;
    nextLook = Math.max(nextLook, end);
  }

  void crowded(boolean is) {
    crowded = is;
  }

  private void passTo(long time) {
    while (true) {
      Ending first = endings.peek();
      long event = Math.min(first == null ? Long.MAX_VALUE : first.at, nextLook);
      if (event > time) {
        now = time;
        return;
      }
      now = event;
      if (first != null && first.at == event) {
        endings.remove();
        health.ended(first.load, first.fails, now);
      } else {
        verdicts.add(health.verdict(crowded, now));
        nextLook += LOOK;
      }
    }
  }

  private record Ending(long at, OriginHealth.Load load, boolean fails) {}
}
