package io.forewarm.client;

import io.forewarm.schemas.Rule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What holds for a region now: its configuration, overruled by the rules. */
record RegionSettings(
    boolean near, boolean redis, Duration softTtl, Duration hardTtl, long maxStalenessNanos) {

  static RegionSettings of(RegionConfig<?, ?> config, Rule rule) {
    Duration soft = millis(rule.getSoftTtlMs(), config.softTtl());
    Duration hard = millis(rule.getHardTtlMs(), config.hardTtl());
    return new RegionSettings(
        config.nearBytes() > 0 && on(rule.getNear()),
        on(rule.getRedis()),
        soft,
        hard.compareTo(soft) < 0 ? soft : hard,
        millis(rule.getMaxStalenessMs(), config.maxStaleness()).toNanos());
  }

  private static Duration millis(@Nullable Long ruled, Duration fallback) {
    return ruled == null ? fallback : Duration.ofMillis(ruled);
  }

  private static boolean on(@Nullable Boolean ruled) {
    return ruled == null || ruled;
  }
}
