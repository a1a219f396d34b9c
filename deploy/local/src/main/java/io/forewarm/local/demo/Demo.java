package io.forewarm.local.demo;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.local.load.ConstantRate;
import io.forewarm.local.load.ForewarmTarget;
import io.forewarm.local.load.HotKeyWatch;
import io.forewarm.local.load.Lanes;
import io.forewarm.local.load.LoadClock;
import io.forewarm.local.load.LoadDriver;
import io.forewarm.local.load.RunFigures;
import io.forewarm.local.load.Tally;
import io.forewarm.local.load.Target;
import io.forewarm.local.stack.LocalStack;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/** Puts the same platform under the same load twice, on the same stack. */
final class Demo {
  private static final int PLAIN_CONNECTIONS = 64;
  private static final int SAMPLING_CONNECTIONS = 2;
  private static final int STAY_SHARE = 10;
  private static final Duration CURRENT_WITHIN = Duration.ofSeconds(20);
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final DemoConfig config;
  private final SocialPlatform platform;
  private final LocalStack stack;
  private final PrintWriter lines;
  private final MeterRegistry meters;

  Demo(DemoConfig config, LocalStack stack, PrintWriter lines) {
    this(config, stack, lines, new CompositeMeterRegistry());
  }

  /** Takes where the platform's client shows its meters. */
  Demo(DemoConfig config, LocalStack stack, PrintWriter lines, MeterRegistry meters) {
    this.meters = meters;
    this.config = config;
    this.platform = new SocialPlatform(config);
    this.stack = stack;
    this.lines = lines;
  }

  /** Runs with plain cache-aside. */
  RunFigures before() throws InterruptedException {
    return before(CacheEvents.UNHEARD);
  }

  /** As {@link #before()}, and tells what the cache does. */
  RunFigures before(CacheEvents events) throws InterruptedException {
    DemoRun run = new DemoRun("before", config, platform, lines);
    try (PlainRedis redis = new PlainRedis(stack.addresses().redis(), PLAIN_CONNECTIONS)) {
      redis.flush();
      Target cacheAside =
          new CacheAside(redis, run.origin(), config.ttl(), platform::writesCarryValue, events);
      return run.run(cacheAside, redis::usedMemory, () -> 0);
    }
  }

  /** How many names in Redis are Forewarm's now. */
  long keysOfForewarm() {
    try (PlainRedis redis = new PlainRedis(stack.addresses().redis(), SAMPLING_CONNECTIONS)) {
      return redis.count("fw:*");
    }
  }

  /** Runs with Forewarm; then lets a tenth of the load go on for ever, if that is wanted. */
  RunFigures after(Aftermath aftermath) throws InterruptedException {
    DemoRun run = new DemoRun("after", config, platform, lines);
    Map<String, Object> kafka = Map.of("bootstrap.servers", stack.addresses().kafka());
    try (PlainRedis redis = new PlainRedis(stack.addresses().redis(), SAMPLING_CONNECTIONS);
        HotKeyWatch hotKeys = new HotKeyWatch(kafka, stack.config().topics())) {
      redis.flush();
      try (Forewarm forewarm = Forewarm.connect(client())) {
        Target target = target(forewarm, run);
        if (!forewarm.awaitCurrent(CURRENT_WITHIN)) {
          lines.println("after: the client does not yet follow the log; it goes on without");
        }
        RunFigures figures = run.run(target, redis::usedMemory, () -> hotKeys.announced().size());
        if (aftermath.goesOn(figures)) {
          goOn(target, run);
        }
        return figures;
      }
    }
  }

  /** Decides by the figures of the second run what follows. */
  interface Aftermath {
    /** Takes the figures; true lets the load go on. */
    boolean goesOn(RunFigures after);
  }

  private ForewarmConfig client() {
    return ForewarmConfig.builder("social-platform")
        .redis(stack.addresses().redis())
        .kafka(stack.addresses().kafka())
        .topics(stack.config().topics())
        .meters(meters)
        .build();
  }

  private Target target(Forewarm forewarm, DemoRun run) {
    PlatformClient client = new PlatformClient(forewarm, platform, run.origin(), config.ttl());
    return new ForewarmTarget<>(client::place, platform::writesCarryValue, run.origin());
  }

  private void goOn(Target target, DemoRun run) {
    double rate = Math.max(1, config.rate() / (double) STAY_SHARE);
    try (LoadDriver driver =
        new LoadDriver(target, run.origin(), config.ttl(), LoadClock.SYSTEM, Lanes.DEFAULT)) {
      driver.offer(new ConstantRate(rate, FOR_EVER, platform.traffic()), new Tally());
    }
  }
}
