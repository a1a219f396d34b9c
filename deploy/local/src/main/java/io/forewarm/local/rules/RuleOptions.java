package io.forewarm.local.rules;

import io.forewarm.local.terminal.DurationText;
import io.forewarm.schemas.Mode;
import io.forewarm.schemas.Rule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a rule sets; what is not given stays with the wider rule. */
final class RuleOptions {
  @Option(
      names = "--mode",
      paramLabel = "act|observe",
      description = "Whether decisions are executed, or only reported: see 'observe'.")
  private @Nullable Mode mode;

  @Option(
      names = "--act-keys",
      paramLabel = "SHARE",
      converter = ShareText.class,
      description =
          "With mode act: for this share of the keys only, such as 10%%; the others are observed. A"
              + " key of a smaller share is also one of a larger.")
  private @Nullable Double actKeys;

  @Option(
      names = "--act-clients",
      paramLabel = "SHARE",
      converter = ShareText.class,
      description = "With mode act: in this share of the clients only, such as 10%%.")
  private @Nullable Double actClients;

  @Option(
      names = "--hot-min-reads",
      paramLabel = "N",
      description = "A key is hot only from this number of reads in the window, 1 or more.")
  private @Nullable Long hotMinReads;

  @Option(
      names = "--hot-share",
      paramLabel = "X",
      description = "A key is hot from this share of its region's reads, above 0 to 1.")
  private @Nullable Double hotShare;

  @Option(
      names = "--hot-rate",
      paramLabel = "X",
      description = "A key is hot from this many reads a second, whatever its share; above 0.")
  private @Nullable Double hotRate;

  @Option(
      names = "--hot-top-k",
      paramLabel = "N",
      description =
          "So many keys of a region and partition, those with the most reads, are hot if they have"
              + " --hot-min-reads; 0 for none.")
  private @Nullable Integer hotTopK;

  @Option(
      names = "--hot-bytes",
      paramLabel = "X",
      description = "A key is hot from this many bytes a second, reads times size; 0 for never.")
  private @Nullable Double hotBytes;

  @Option(
      names = "--hot-load-millis",
      paramLabel = "X",
      description =
          "A key is hot from this many milliseconds of loading a second, all clients together; 0"
              + " for never.")
  private @Nullable Double hotLoadMillis;

  @Option(
      names = "--hot-writes",
      paramLabel = "X",
      description = "A key is hot by its writes from this many a second; 0 for never.")
  private @Nullable Double hotWrites;

  @Option(
      names = "--hot-window",
      paramLabel = "TIME",
      converter = DurationText.class,
      description =
          "Keys are judged over a window of this length alone instead of those of the app, 200ms to"
              + " 5m.")
  private @Nullable Duration hotWindow;

  @Option(
      names = "--soft-ttl",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "How long a value is fresh, such as 60s.")
  private @Nullable Duration softTtl;

  @Option(
      names = "--hard-ttl",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "How long a value is kept, at least the soft TTL.")
  private @Nullable Duration hardTtl;

  @Option(
      names = "--max-staleness",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "How far the near cache may be behind Redis; 0s serves nothing from it.")
  private @Nullable Duration maxStaleness;

  @Option(names = "--near", paramLabel = "on|off", description = "Whether the near cache serves.")
  private @Nullable Switch near;

  @Option(
      names = "--redis",
      paramLabel = "on|off",
      description = "Whether Redis is read and filled.")
  private @Nullable Switch redis;

  @Option(
      names = "--refresh-ahead",
      paramLabel = "on|off",
      description = "Whether hot keys are refreshed before they expire.")
  private @Nullable Switch refreshAhead;

  @Option(
      names = "--warming",
      paramLabel = "on|off",
      description = "Whether predicted keys are warmed.")
  private @Nullable Switch warming;

  @Option(
      names = "--speculative-loads",
      paramLabel = "N",
      description =
          "So many loads a second ahead of reads may all processes together make of the region's"
              + " origin while it is well; 0 for none.")
  private @Nullable Integer speculativeLoads;

  @Option(
      names = "--replicas",
      paramLabel = "on|off",
      description = "Whether hot keys get replicas in Redis.")
  private @Nullable Switch replicas;

  /** Returns the rule of a target. */
  Rule of(String target) {
    Rule rule = Rule.newBuilder().setTarget(target).build();
    rule.put("mode", mode);
    rule.put("actKeys", actKeys);
    rule.put("actClients", actClients);
    rule.put("hotMinReads", hotMinReads);
    rule.put("hotShare", hotShare);
    rule.put("hotRatePerSecond", hotRate);
    rule.put("hotTopK", hotTopK);
    rule.put("hotBytesPerSecond", hotBytes);
    rule.put("hotLoadMillisPerSecond", hotLoadMillis);
    rule.put("hotWritesPerSecond", hotWrites);
    rule.put("hotWindowMs", millis(hotWindow));
    rule.put("softTtlMs", millis(softTtl));
    rule.put("hardTtlMs", millis(hardTtl));
    rule.put("maxStalenessMs", millis(maxStaleness));
    rule.put("near", Switch.isOn(near));
    rule.put("redis", Switch.isOn(redis));
    rule.put("refreshAhead", Switch.isOn(refreshAhead));
    rule.put("warming", Switch.isOn(warming));
    rule.put("replicas", Switch.isOn(replicas));
    rule.put("speculativeLoadsPerSecond", speculativeLoads);
    return rule;
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
