package io.forewarm.local.replay;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Region;
import io.forewarm.client.RegionConfig;
import io.forewarm.client.codec.Codec;
import io.forewarm.local.demo.PlainRedis;
import io.forewarm.local.load.ForewarmTarget;
import io.forewarm.local.load.Lanes;
import io.forewarm.local.load.LoadClock;
import io.forewarm.local.load.LoadDriver;
import io.forewarm.local.load.Origin;
import io.forewarm.local.load.OriginConfig;
import io.forewarm.local.load.RunFigures;
import io.forewarm.local.load.RunWatch;
import io.forewarm.local.load.Tally;
import io.forewarm.schemas.Rule;
import io.forewarm.streams.rules.RuleLog;
import java.io.PrintWriter;
import java.time.Duration;

/** Sends recorded traffic through the real client and a running pipeline. */
final class Replay {
  static final String REGION = "replay";
  private static final double LATENCY_SPREAD = 0.4;
  private static final int SAMPLING_CONNECTIONS = 2;
  private static final Duration CURRENT_WITHIN = Duration.ofSeconds(20);
  private static final Duration DRAIN = Duration.ofMinutes(2);
  private static final Duration ANNOUNCED_WITHIN = Duration.ofSeconds(30);

  private final ReplayConfig config;
  private final Pipeline pipeline;
  private final PrintWriter lines;

  Replay(ReplayConfig config, Pipeline pipeline, PrintWriter lines) {
    this.config = config;
    this.pipeline = pipeline;
    this.lines = lines;
  }

  /** Replays everything, and checks the hot keys when the client has reported all of it. */
  ReplayReport run(Traces traces) throws InterruptedException {
    long began = System.currentTimeMillis();
    try (PlainRedis redis = new PlainRedis(pipeline.redis(), SAMPLING_CONNECTIONS);
        HotKeyCheck check = new HotKeyCheck(pipeline.clients(), pipeline.topics(), REGION)) {
      Origin origin =
          new Origin(
              OriginConfig.of(config.latency(), LATENCY_SPREAD, config.seed()),
              traces.sizes()::of,
              LoadClock.SYSTEM);
      Tally tally = new Tally();
      long memory = drive(traces, origin, tally, redis);
      say("replay: all is read; counting the hot keys by brute force");
      HotKeyFinding hot = check.find(ANNOUNCED_WITHIN);
      RunFigures figures =
          RunFigures.of(traces.perSecond(), tally, origin, memory, hot.announced().size());
      return new ReplayReport(
          figures,
          traces.malformed().count(),
          hot.announced(),
          hot.byBruteForce(),
          config.account()
              ? Account.of(pipeline.clients(), pipeline.topics(), REGION, began)
              : null);
    }
  }

  private long drive(Traces traces, Origin origin, Tally tally, PlainRedis redis)
      throws InterruptedException {
    if (config.account()) {
      rules().put(simulable());
    }
    try (Forewarm forewarm = Forewarm.connect(client());
        LoadDriver driver =
            new LoadDriver(
                target(forewarm, origin), origin, config.ttl(), LoadClock.SYSTEM, Lanes.DEFAULT)) {
      if (!forewarm.awaitCurrent(CURRENT_WITHIN)) {
        say("replay: the client does not yet follow the log; it goes on without");
      }
      try (RunWatch watch =
          new RunWatch(REGION, tally, LoadClock.SYSTEM, redis::usedMemory, this::say)) {
        driver.offer(traces, tally);
        if (!driver.finish(DRAIN)) {
          say("replay: operations still hang after " + DRAIN.toSeconds() + " s; they are left");
        }
        Throwable failure = driver.firstFailure();
        if (failure != null) {
          say("replay: first error: " + failure);
        }
        return watch.mostMemory();
      }
    } finally {
      if (config.account()) {
        rules().remove(REGION);
      }
    }
  }

  private RuleLog rules() {
    return new RuleLog(pipeline.clients(), pipeline.topics(), this::say);
  }

  /** What the simulation takes for granted. */
  private Rule simulable() {
    return Rule.newBuilder()
        .setTarget(REGION)
        .setSoftTtlMs(config.ttl().toMillis())
        .setRefreshAhead(false)
        .build();
  }

  private ForewarmConfig client() {
    return ForewarmConfig.builder(REGION)
        .redis(pipeline.redis())
        .kafka(pipeline.kafka())
        .topics(pipeline.topics())
        .build();
  }

  private ForewarmTarget<String> target(Forewarm forewarm, Origin origin) {
    RegionConfig.Builder<String, byte[]> region =
        RegionConfig.builder(REGION, String.class, "{path*}")
            .codec(Codec.bytes())
            .softTtl(config.ttl())
            .loader(origin::load);
    if (config.account()) {
      region.hardTtl(config.ttl()).ttlJitter(0).beta(0);
    }
    Region<String, byte[]> opened = forewarm.open(region.build());
    return new ForewarmTarget<>(
        key -> new ForewarmTarget.Place<>(opened, key), key -> true, origin);
  }

  private void say(String line) {
    lines.println(line);
    lines.flush();
  }
}
