package io.forewarm.local.check;

import io.forewarm.streams.inspect.StoredValue;
import io.forewarm.streams.inspect.Visibility;
import io.forewarm.streams.inspect.VisibilityPolicy;
import io.forewarm.streams.inspect.Written;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is remembered of one write while it is watched. Times are {@link System#nanoTime}. */
final class WriteWatch {
  /** Clients' watermarks are behind by less, as long as they follow the log at all. */
  private static final long FOLLOWING_MILLIS = 1_000;

  /** What threads may be late. */
  private static final long LATE_NANOS = Duration.ofMillis(250).toNanos();

  /**
   * What one look saw.
   *
   * @param at when it began
   * @param watermark broker time up to which the worker had said before that all has taken effect
   * @param near what the near cache would serve; null for nothing
   * @param redis what Redis would serve; null for nothing
   */
  record Sight(long at, long watermark, @Nullable StoredValue near, @Nullable StoredValue redis) {}

  private final String key;
  private final Written write;
  private final KeyLog log;
  private final long place;
  private final long appendedAt;
  private final long appliedFrom;
  private final Set<StoredValue> before = new HashSet<>();
  private long inRedisSince;
  private boolean inRedis;
  private @Nullable Suspicion suspicion;
  private @Nullable Offender offender;

  /**
   * What looked like an offence.
   *
   * @param at when it was seen first
   */
  private record Suspicion(Finding finding, StoredValue seen, long at) {
    boolean same(Suspicion other) {
      return finding == other.finding && seen.equals(other.seen);
    }
  }

  /**
   * Begins to watch.
   *
   * @param log of the key, which has the write at this place
   * @param appendedAt not later than when the broker took it
   * @param watermark when the write was read: if it is well beyond the write, the broker's clock
   *     was set back, and proves nothing before it has gone further
   */
  WriteWatch(String key, Written write, KeyLog log, long place, long appendedAt, long watermark) {
    this.key = key;
    this.write = write;
    this.log = log;
    this.place = place;
    this.appendedAt = appendedAt;
    long beyond = write.at() + FOLLOWING_MILLIS;
    this.appliedFrom = watermark > beyond ? watermark + FOLLOWING_MILLIS : write.at();
  }

  String key() {
    return key;
  }

  Written write() {
    return write;
  }

  long appendedAt() {
    return appendedAt;
  }

  @Nullable Offender offender() {
    return offender;
  }

  void offends(Offender found) {
    offender = found;
  }

  /** Judges a look, and remembers what later ones must know. */
  Finding judge(Sight sight, Duration maxStaleness) {
    boolean applied = sight.watermark() >= appliedFrom;
    Visibility redis = visibility(sight.redis(), applied);
    Visibility near = visibility(sight.near(), applied);
    if (redis == Visibility.CURRENT && !inRedis) {
      inRedis = true;
      inRedisSince = sight.at();
    }
    if (!applied) {
      remember(sight.redis());
      remember(sight.near());
    }
    boolean overdue = inRedis && sight.at() - inRedisSince > maxStaleness.toNanos() + LATE_NANOS;
    return LookPolicy.judge(redis, near, applied, overdue);
  }

  private void remember(@Nullable StoredValue value) {
    if (value != null) {
      before.add(value);
    }
  }

  /**
   * A value that says nothing is older all the same if it was there before the write had taken
   * effect, and its load did not begin about then.
   */
  private Visibility visibility(@Nullable StoredValue value, boolean applied) {
    Visibility judged =
        VisibilityPolicy.judge(
            value,
            write,
            value == null ? VisibilityPolicy.Known.UNKNOWN : log.known(value.writeId(), place));
    boolean stayed =
        applied
            && value != null
            && before.contains(value)
            && value.watermark() < write.at() - FOLLOWING_MILLIS;
    return judged == Visibility.UNPROVEN && stayed ? Visibility.OLDER : judged;
  }

  /**
   * Whether the same value has offended for a time: what a replay of the log makes void a moment
   * later is no offence.
   */
  boolean confirms(Finding finding, Sight sight, Duration time) {
    StoredValue seen = finding == Finding.STALE_NEAR ? sight.near() : sight.redis();
    if (!finding.offends() || seen == null) {
      suspicion = null;
      return false;
    }
    Suspicion now = new Suspicion(finding, seen, sight.at());
    Suspicion first = suspicion;
    if (first == null || !first.same(now)) {
      suspicion = now;
      return false;
    }
    return now.at() - first.at() >= time.toNanos();
  }

  /** What is written down of an offence. */
  Offender offence(Finding finding, Sight sight) {
    boolean near = finding == Finding.STALE_NEAR;
    StoredValue seen = near ? sight.near() : sight.redis();
    Suspicion first = suspicion;
    if (seen == null || first == null) {
      throw new IllegalStateException("no offence was confirmed: " + key);
    }
    return new Offender(
        key, write, near ? "near" : "redis", seen, millisAfter(first.at()), Offender.OPEN);
  }

  /** Milliseconds from the write to a moment. */
  long millisAfter(long moment) {
    return TimeUnit.NANOSECONDS.toMillis(moment - appendedAt);
  }
}
