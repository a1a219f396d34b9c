package io.forewarm.client.budget;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Judges how an origin is from the loads of this process, those that somebody waits for and those
 * ahead of a read. It is in trouble when a quarter of the latest loads, and four at least, failed
 * or took a strange time; a load that is still under way counts as soon as it has taken longer than
 * usual, so that an origin that stands still is noticed. Trouble must last for a tenth of a second,
 * since a pause of the garbage collector makes many loads slow at one moment. Pure: time is an
 * argument, of {@link System#nanoTime}. Safe for concurrent use.
 */
public final class OriginHealth {
  /** The first loads of a process are slow by themselves: connections, classes. */
  private static final int COLD = 16;

  /** Of so many loads all must have ended until times can be judged. */
  private static final int FIRST = COLD + 50;

  private static final int LATEST = 32;
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
  private static final int FEW = 4;

  /** One in so many strange loads is trouble; with fewer than one in twice as many it is over. */
  private static final int PART = 4;

  private static final long CONFIRM_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final UsualTimes usual = new UsualTimes();
  private final Set<Load> underWay = new LinkedHashSet<>();
  private final Deque<Load> latest = new ArrayDeque<>();
  private long begun;
  private int first;
  private boolean suspected;
  private long suspectedAt;
  private boolean troubled;

  /** A load begins. */
  public synchronized Load begun(long now) {
    Load load = new Load(now, begun++);
    underWay.add(load);
    return load;
  }

  /** A load has ended; once for each. */
  public synchronized void ended(Load load, boolean failed, long now) {
    long took = now - load.begun;
    judgeLate(now);
    boolean strange = usual.strange(took);
    if (load.number < FIRST) {
      first++;
    }
    if (!failed && load.number >= COLD) {
      learn(load, took, now);
    }
    if (underWay.remove(load)) {
      judge(load, failed, strange && load.number >= COLD, now);
    }
  }

  /**
   * Until the first loads have all ended only they are learnt, since those that end first are fast.
   */
  private void learn(Load load, long took, long now) {
    if (first < FIRST) {
      if (load.number < FIRST) {
        usual.learnFirst(took, now);
      }
      return;
    }
    long strange = latest.stream().filter(it -> it.strange).count();
    usual.learn(took, !suspected && !part(strange, 2 * PART, latest.size()), now);
  }

  /** Loads that have taken too long already are judged by that, and not again when they end. */
  private void judgeLate(long now) {
    long longest = first < FIRST ? Long.MAX_VALUE : usual.longest();
    Iterator<Load> loads = underWay.iterator();
    while (loads.hasNext()) {
      Load load = loads.next();
      if (now - load.begun <= longest) {
        return;
      }
      loads.remove();
      judge(load, false, true, now);
    }
  }

  private void judge(Load load, boolean failed, boolean strange, long now) {
    load.judged = now;
    load.failed = failed;
    load.strange = strange || failed;
    latest.add(load);
    if (latest.size() > LATEST) {
      latest.remove();
    }
  }

  /**
   * Says how the origin is now; to be asked ten times a second, since trouble is confirmed by the
   * next answer.
   *
   * @param crowded whether loads that somebody waits for stand in line
   */
  public synchronized Verdict verdict(boolean crowded, long now) {
    judgeLate(now);
    while (!latest.isEmpty() && now - latest.getFirst().judged > LATEST_NANOS) {
      latest.remove();
    }
    long strange = latest.stream().filter(load -> load.strange).count();
    long failed = latest.stream().filter(load -> load.failed).count();
    boolean part = part(strange, troubled ? 2 * PART : PART, latest.size());
    boolean many = part && (troubled || strange >= FEW);
    if (!many && !crowded) {
      suspected = false;
      troubled = false;
      return part || latest.isEmpty() || first < FIRST ? Verdict.UNKNOWN : Verdict.WELL;
    }
    if (!suspected) {
      suspected = true;
      suspectedAt = now;
    }
    troubled |= now - suspectedAt >= CONFIRM_NANOS;
    if (!troubled) {
      return Verdict.UNKNOWN;
    }
    if (!many) {
      return Verdict.CROWDED;
    }
    return 2 * failed > strange ? Verdict.FAILING : Verdict.SLOW;
  }

  private static boolean part(long strange, int part, long all) {
    return strange > 0 && strange * part >= all;
  }

  /** One load. */
  public static final class Load {
    private final long begun;
    private final long number;
    private long judged;
    private boolean failed;
    private boolean strange;

    private Load(long begun, long number) {
      this.begun = begun;
      this.number = number;
    }
  }
}
