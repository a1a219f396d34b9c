package io.forewarm.benchmarks.hotkeys;

import io.forewarm.client.control.ControlListener;
import io.forewarm.client.control.KafkaControlLog;
import io.forewarm.client.events.BrokerClock;
import io.forewarm.client.events.EventConfig;
import io.forewarm.client.events.KafkaEventSink;
import io.forewarm.local.load.Popularity;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RuleBook;
import io.forewarm.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Lets keys that nobody read take ten times the threshold from one moment on, and measures the time
 * from the read with which a brute-force count crosses it to the promotion in the last of several
 * clients. The clients count and report as all do and hear the pipeline; what they would read is
 * left out, and with it their own detector.
 */
public final class DetectionDelay implements AutoCloseable {
  private static final String REGION = "steps";
  private static final int CLIENTS = 4;
  private static final int LANES = 5;
  private static final int READS_PER_SECOND = 3_000;

  /** Ten times the share of one percent from which a key is hot. */
  private static final double STEP_SHARE = 0.1;

  private static final int BACKGROUND_KEYS = 20_000;
  private static final long PAUSE_NANOS = 500_000;
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int TELL_EVERY = 50;

  private final PrintWriter progress;
  private final List<KafkaEventSink> reporters = new ArrayList<>();
  private final List<KafkaControlLog> followers = new ArrayList<>();
  private final ConcurrentMap<String, AtomicInteger> missing = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Long> promotedAt = new ConcurrentHashMap<>();
  private final Crossing crossing = new Crossing();
  private final SplittableRandom random = new SplittableRandom(7);
  private final Popularity popularity = Popularity.zipf(BACKGROUND_KEYS, 0.6);
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private int steps;

  /**
   * Connects the clients to the broker of a running stack.
   *
   * @param topics of the stack
   */
  public DetectionDelay(String bootstrap, Topics topics, PrintWriter progress) {
    this.progress = progress;
    Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrap);
    for (int i = 0; i < CLIENTS; i++) {
      BrokerClock clock = new BrokerClock(System::nanoTime);
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      EventConfig config =
          new EventConfig(kafka, topics, "bench", "client-" + i, Duration.ofSeconds(2), null);
      KafkaEventSink reporter =
          new KafkaEventSink(config, clock, System::currentTimeMillis, meters);
      KafkaControlLog follower = new KafkaControlLog(kafka, topics, clock, meters);
      follower.start(new Promotion(reporter));
      reporters.add(reporter);
      followers.add(follower);
    }
  }

  /**
   * Returns the delays of that many steps, ms, ascending; steps that were not found in 20 s are
   * there with as much.
   *
   * @param warmUp steps before those that count
   */
  public double[] measure(int warmUp, int number, Duration background) {
    read(background, List.of());
    List<Step> all = new ArrayList<>();
    List<Step> lanes =
        new ArrayList<>(IntStream.range(0, LANES).mapToObj(lane -> new Step()).toList());
    while (all.size() < warmUp + number) {
      read(Duration.ofMillis(20), lanes);
      for (int lane = 0; lane < LANES; lane++) {
        Step step = lanes.get(lane);
        if (step.over()) {
          all.add(step);
          lanes.set(lane, new Step());
          tell(all.size(), warmUp + number, step);
        }
      }
    }
    return all.stream()
        .skip(warmUp)
        .limit(number)
        .mapToDouble(Step::delayMillis)
        .sorted()
        .toArray();
  }

  private void tell(int done, int of, Step last) {
    if (done % TELL_EVERY == 0 || done == of) {
      progress.println(
          String.format(Locale.ROOT, "step %d/%d  the last %.0f ms", done, of, last.delayMillis()));
      progress.flush();
    }
  }

  /** Reads for a while: each lane its key, and the others what is left of the rate. */
  private void read(Duration time, List<Step> lanes) {
    long began = System.nanoTime();
    long last = began;
    double due = 0;
    while (last - began < time.toNanos()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      long now = System.nanoTime();
      due += (now - last) * (double) READS_PER_SECOND / TimeUnit.SECONDS.toNanos(1);
      last = now;
      for (; due >= 1; due--) {
        readOne(lanes, System.nanoTime());
      }
    }
  }

  private void readOne(List<Step> lanes, long now) {
    int lane = (int) (random.nextDouble() / STEP_SHARE);
    KafkaEventSink reporter = reporters.get(random.nextInt(CLIENTS));
    if (lane < lanes.size() && lanes.get(lane).begun(now)) {
      Step step = lanes.get(lane);
      reporter.counter(step.key).redisHit(false);
      crossing.step(step.key, now);
    } else {
      reporter.counter(REGION + ":other-" + popularity.draw(random)).redisHit(false);
      crossing.background(now);
    }
  }

  @Override
  public void close() {
    followers.forEach(KafkaControlLog::close);
    reporters.forEach(KafkaEventSink::close);
  }

  /** One key that becomes hot. */
  private final class Step {
    private final String key = REGION + ":step-" + run + "-" + steps++;

    /** By chance, so that steps do not march with the grid of the windows. */
    private final long beginsAt =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_000));

    Step() {
      missing.put(key, new AtomicInteger(CLIENTS));
    }

    boolean begun(long now) {
      return now - beginsAt >= 0;
    }

    boolean over() {
      Long crossed = crossing.crossedAt(key);
      return crossed != null
          && (promotedAt.containsKey(key) || System.nanoTime() - crossed > GIVE_UP_NANOS);
    }

    double delayMillis() {
      Long crossed = crossing.crossedAt(key);
      Long promoted = promotedAt.get(key);
      if (crossed == null || promoted == null) {
        return TimeUnit.NANOSECONDS.toMillis(GIVE_UP_NANOS);
      }
      return Math.max(0, (promoted - crossed) / 1e6);
    }
  }

  /** What one client hears. */
  private final class Promotion implements ControlListener {
    private final KafkaEventSink reporter;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    Promotion(KafkaEventSink reporter) {
      this.reporter = reporter;
    }

    @Override
    public void hot(HotKey key) {
      reporter.declaredHot(key.getKey(), true);
      AtomicInteger left = missing.get(key.getKey());
      if (left != null && heard.add(key.getKey()) && left.decrementAndGet() == 0) {
        promotedAt.put(key.getKey(), System.nanoTime());
      }
    }

    @Override
    public void cooled(String cacheKey) {
      reporter.declaredHot(cacheKey, false);
    }

    @Override
    public void invalidated(long hash) {}

    @Override
    public void voided(String name, long at) {}

    @Override
    public void rules(RuleBook rules) {}

    @Override
    public void lost() {}
  }
}
