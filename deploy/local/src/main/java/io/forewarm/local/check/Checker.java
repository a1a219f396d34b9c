package io.forewarm.local.check;

import io.forewarm.client.Witness;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.redis.Envelope;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.Topics;
import io.forewarm.streams.inspect.StoredValue;
import io.forewarm.streams.inspect.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code writes} and looks, at times after each write of the sample, whether everything
 * that a reader may be served is of the write or of later. One thread does all of it.
 */
public final class Checker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checker.class);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration CONFIRM = Duration.ofMillis(300);
  private static final Duration RECHECK = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration LEAVE = Duration.ofSeconds(3);
  private static final int MOST_AT_ONCE = 256;
  private static final long LATE_NANOS = Duration.ofMillis(20).toNanos();

  /**
   * What the checker works with; all of it stays open.
   *
   * @param kafka properties of Kafka clients
   * @param topics names of the topics
   * @param witness reads as a client does
   * @param meters counts
   * @param listener hears of offenders
   */
  public record Surroundings(
      Map<String, ?> kafka,
      Topics topics,
      Witness witness,
      CheckMeters meters,
      CheckListener listener) {}

  /**
   * A look that is due.
   *
   * @param due when, {@link System#nanoTime}
   * @param tally where its finding counts; null for looks in between
   * @param recheck whether it only asks if an offender is still there
   */
  private record Look(long due, WriteWatch watch, @Nullable Tally tally, boolean recheck) {
    boolean late(long began) {
      long within = tally == null ? 0 : tally.within().toNanos();
      return began - due > Math.max(LATE_NANOS, within / 10);
    }
  }

  private final CheckConfig config;
  private final Surroundings around;
  private final WritesTail tail;
  private final List<Tally> tallies;
  private final OffenderBook book;
  private final PriorityQueue<Look> looks =
      new PriorityQueue<>(Comparator.comparingLong(Look::due));
  private final Map<String, KeyLog> logs = new LinkedHashMap<>();
  private final LongAdder writes = new LongAdder();
  private final LongAdder watched = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final long began = System.nanoTime();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "forewarm-check");
  private int pending;
  private volatile boolean finishing;
  private volatile boolean closed;

  private Checker(CheckConfig config, Surroundings around) {
    this.config = config;
    this.around = around;
    this.tallies = config.within().stream().map(Tally::new).toList();
    this.book = new OffenderBook(config.mostOffenders());
    this.tail = new WritesTail(around.kafka(), around.topics());
  }

  /** Starts to check whatever is written from now on. */
  public static Checker start(CheckConfig config, Surroundings around) {
    Checker checker = new Checker(config, around);
    checker.thread.setDaemon(true);
    checker.thread.start();
    return checker;
  }

  /**
   * Takes no more writes, and waits until all looks at those that were taken are done. False: not
   * within the time.
   */
  public boolean finish(Duration limit) throws InterruptedException {
    finishing = true;
    return done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What was found until now. */
  public CheckReport report() {
    return new CheckReport(
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
        writes.sum(),
        watched.sum(),
        dropped.sum(),
        tallies.stream().map(Tally::share).toList(),
        book.found(),
        book.open(),
        book.kept());
  }

  /** Regions with offenders that are still there. */
  public List<String> openRegions() {
    return book.openRegions();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(LEAVE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (tail) {
      while (!closed) {
        tail.poll(POLL, this::take);
        look();
        if (finishing && pending == 0) {
          done.countDown();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the checker was interrupted");
    }
  }

  private void take(String key, Written write) {
    boolean sampled = config.samples(CacheKey.hash(key));
    KeyLog log = sampled ? logOf(key) : null;
    long place = log == null ? 0 : log.add(write.writeId());
    if (finishing) {
      return; // its place among the writes of the key is all that matters
    }
    writes.increment();
    if (log == null) {
      return;
    }
    if (pending >= config.mostWatched()) {
      dropped.increment();
      return;
    }
    watched.increment();
    around.meters().watched();
    long watermark = around.witness().watermarkMillis();
    WriteWatch watch = new WriteWatch(key, write, log, place, appendedAt(write), watermark);
    add(new Look(System.nanoTime(), watch, null, false));
    for (Tally tally : tallies) {
      add(new Look(watch.appendedAt() + tally.within().toNanos(), watch, tally, false));
    }
  }

  private KeyLog logOf(String key) {
    KeyLog log = logs.remove(key);
    KeyLog found = log == null ? new KeyLog() : log;
    logs.put(key, found);
    if (logs.size() > config.mostWatched()) {
      logs.remove(logs.keySet().iterator().next());
    }
    return found;
  }

  private long appendedAt(Written write) {
    long now = System.nanoTime();
    long own = around.witness().ownNanos(write.at());
    return own == ControlLog.NEVER || own - now > 0 ? now : own;
  }

  private void add(Look look) {
    looks.add(look);
    pending += look.recheck() ? 0 : 1;
  }

  /** Does all looks that are due. */
  private void look() throws InterruptedException {
    List<Look> due = due();
    while (!due.isEmpty() && !closed) {
      look(due);
      due = due();
    }
  }

  private List<Look> due() {
    long now = System.nanoTime();
    List<Look> due = new ArrayList<>();
    Look first = looks.peek();
    while (first != null && first.due() - now <= 0 && due.size() < MOST_AT_ONCE) {
      due.add(looks.remove());
      pending -= first.recheck() ? 0 : 1;
      first = looks.peek();
    }
    return due;
  }

  private void look(List<Look> due) throws InterruptedException {
    Witness witness = around.witness();
    long at = System.nanoTime();
    long watermark = witness.watermarkMillis(); // before the looks: what it proves, they must show
    Map<String, @Nullable Envelope> near = new LinkedHashMap<>();
    due.forEach(look -> near.put(look.watch().key(), witness.near(look.watch().key())));
    List<String> keys = List.copyOf(new LinkedHashSet<>(near.keySet()));
    List<@Nullable Envelope> redis;
    try {
      redis = witness.readAll(keys).get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Redis did not answer", e);
      due.forEach(this::unanswered);
      return;
    }
    Map<String, @Nullable Envelope> found = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      found.put(keys.get(i), redis.get(i));
    }
    for (Look look : due) {
      WriteWatch watch = look.watch();
      judge(
          look,
          new WriteWatch.Sight(
              at, watermark, value(near.get(watch.key())), value(found.get(watch.key()))));
    }
  }

  private static @Nullable StoredValue value(@Nullable Envelope envelope) {
    return envelope == null ? null : StoredValue.of(envelope);
  }

  private void unanswered(Look look) {
    if (look.tally() != null) {
      look.tally().missed();
    } else if (look.recheck()) {
      later(look.watch(), RECHECK, true);
    }
  }

  private void judge(Look look, WriteWatch.Sight sight) {
    WriteWatch watch = look.watch();
    Finding finding = watch.judge(sight, config.maxStaleness());
    count(look, finding, sight.at());
    Offender offender = watch.offender();
    if (offender == null) {
      if (watch.confirms(finding, sight, CONFIRM)) {
        begin(watch, watch.offence(finding, sight));
      } else if (finding.offends() || (finding == Finding.LAGGING && over(watch, sight))) {
        later(watch, CONFIRM, false);
      }
    } else if (offender.open()) {
      if (finding == Finding.VISIBLE) {
        end(watch, offender, offender.ended(watch.millisAfter(sight.at())));
      } else if (look.recheck()) {
        later(watch, RECHECK, true);
      }
    }
  }

  /** No look is left that would see what becomes of a write that lags so long. */
  private boolean over(WriteWatch watch, WriteWatch.Sight sight) {
    Duration last = tallies.get(tallies.size() - 1).within();
    return sight.at() - watch.appendedAt() >= last.toNanos();
  }

  private void count(Look look, Finding finding, long at) {
    Tally tally = look.tally();
    if (tally == null) {
      return;
    }
    if (look.late(at)) {
      tally.missed();
    } else {
      tally.add(finding);
      around.meters().looked(tally.within(), finding);
    }
  }

  private void later(WriteWatch watch, Duration time, boolean recheck) {
    add(new Look(System.nanoTime() + time.toNanos(), watch, null, recheck));
  }

  private void begin(WriteWatch watch, Offender offender) {
    watch.offends(offender);
    boolean first = book.begin(offender);
    LOG.warn("stale {}", offender);
    around.meters().began(offender);
    around.listener().began(offender, first);
    later(watch, RECHECK, true);
  }

  private void end(WriteWatch watch, Offender before, Offender ended) {
    watch.offends(ended);
    around.meters().ended();
    around.listener().ended(ended, book.end(before, ended));
  }
}
