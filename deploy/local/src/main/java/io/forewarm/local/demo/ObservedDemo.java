package io.forewarm.local.demo;

import io.forewarm.client.CacheObserver;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.local.broker.Broker;
import io.forewarm.local.load.RunFigures;
import io.forewarm.local.observe.ObservationText;
import io.forewarm.local.observe.Observations;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Rule;
import io.forewarm.streams.console.ObservationBoard.Row;
import io.forewarm.streams.rules.RuleLog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets Forewarm observe the plain cache before it acts. */
final class ObservedDemo {
  private static final Duration ACCOUNTED_WITHIN = Duration.ofSeconds(40);
  private static final Duration RULED = Duration.ofSeconds(2);
  private static final int HARD_BY_SOFT = 10;
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final DemoConfig config;
  private final LocalStack stack;
  private final Demo demo;
  private final Broker broker;
  private final PrintWriter lines;

  ObservedDemo(DemoConfig config, LocalStack stack, PrintWriter lines) {
    this.config = config;
    this.stack = stack;
    this.demo = new Demo(config, stack, lines);
    this.lines = lines;
    this.broker =
        new Broker(Map.of("bootstrap.servers", stack.addresses().kafka()), stack.config().topics());
  }

  /**
   * What came of it.
   *
   * @param before figures of the plain cache
   * @param promise of observe mode
   */
  record Observed(RunFigures before, Promise promise) {}

  /** Runs the plain cache while it is observed. */
  Observed before() throws InterruptedException {
    rules(Mode.OBSERVE);
    RunFigures before;
    long end;
    try (CacheObserver observer = CacheObserver.connect(client())) {
      before = demo.before(CacheEvents.to(observer, PlatformKey::cacheKeyOf));
      end = System.currentTimeMillis();
    }
    long foreign = demo.keysOfForewarm();
    lines.println("observe: waiting for the last account");
    List<Row> rows = accounts(end);
    new ObservationText(rows).print(lines);
    return new Observed(before, Promise.of(rows, foreign));
  }

  /** Acts from now on. */
  void act() throws InterruptedException {
    rules(Mode.ACT);
  }

  private void rules(Mode mode) throws InterruptedException {
    RuleLog log = new RuleLog(broker.client(), broker.topics(), lines::println);
    for (Kind kind : Kind.values()) {
      log.put(
          Rule.newBuilder()
              .setTarget(kind.region())
              .setMode(mode)
              .setSoftTtlMs(config.ttl().toMillis())
              .setHardTtlMs(config.ttl().toMillis() * HARD_BY_SOFT)
              .build());
    }
    Thread.sleep(RULED.toMillis()); // followers look once a second
  }

  private List<Row> accounts(long end) throws InterruptedException {
    long until = System.nanoTime() + ACCOUNTED_WITHIN.toNanos();
    List<Row> rows = Observations.of(broker, config.measured());
    while ((rows.isEmpty() || rows.stream().anyMatch(row -> row.until() < end))
        && System.nanoTime() < until) {
      Thread.sleep(LOOK_AGAIN_MILLIS);
      rows = Observations.of(broker, config.measured());
    }
    return rows;
  }

  private ForewarmConfig client() {
    return ForewarmConfig.builder("social-platform")
        .kafka(stack.addresses().kafka())
        .topics(stack.config().topics())
        .build();
  }
}
