package io.forewarm.streams.insight;

import io.forewarm.schemas.Alert;
import io.forewarm.schemas.AlertCause;
import io.forewarm.schemas.AlertLevel;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.Insight;
import java.util.Locale;

/** What is said about hot keys, in words that a person can act on. */
final class HotKeyAlerts {
  private final AlertConfig config;

  HotKeyAlerts(AlertConfig config) {
    this.config = config;
  }

  /** A key has become hot. */
  static Insight detected(HotKey key, long at) {
    String text =
        String.format(
            Locale.ROOT,
            "%s is hot by %s: %.0f reads a second, %.1f %% of its region, read by %s. Clients keep"
                + " it near from now on; act if HotKeyUnmitigated follows",
            key.getKey(),
            key.getDimension(),
            key.getRatePerSecond(),
            100 * key.getShare(),
            services(key));
    return about(
        key.getKey(),
        at,
        alert(AlertName.HOT_KEY_DETECTED, AlertLevel.INFO, true, text)
            .setRatePerSecond(key.getRatePerSecond())
            .setMeasured(key.getShare()));
  }

  /** A key is hot no longer. */
  static Insight cooled(String cacheKey, long at) {
    return about(
        cacheKey,
        at,
        alert(AlertName.HOT_KEY_DETECTED, AlertLevel.INFO, false, cacheKey + " is hot no longer"));
  }

  /** The reads of a key still reach Redis. */
  Insight unmitigated(HotKey key, AlertCause cause, long at) {
    String text =
        String.format(
            Locale.ROOT,
            "%s has been hot for %d s, and %.0f of its %.0f reads a second still reach Redis: %s",
            key.getKey(),
            (at - key.getSince()) / 1000,
            key.getRedisReadsPerSecond(),
            key.getRatePerSecond(),
            advice(key, cause));
    return about(
        key.getKey(),
        at,
        alert(AlertName.HOT_KEY_UNMITIGATED, AlertLevel.WARNING, true, text)
            .setRatePerSecond(key.getRatePerSecond())
            .setMeasured(MitigationPolicy.reaching(key))
            .setLimit(config.unmitigatedShare())
            .setCause(cause));
  }

  /** The reads of a key reach Redis no longer, or the key is hot no longer. */
  static Insight mitigated(String cacheKey, long at) {
    return about(
        cacheKey,
        at,
        alert(
            AlertName.HOT_KEY_UNMITIGATED,
            AlertLevel.WARNING,
            false,
            "the reads of " + cacheKey + " no longer burden Redis"));
  }

  private static String advice(HotKey key, AlertCause cause) {
    String region = CacheKey.region(key.getKey());
    return switch (cause) {
      case NEAR_OFF ->
          "a rule forbids near copies of it; see `rules list`, put near=true or a maxStaleness"
              + " above 0, or let it have replicas";
      case TOO_LARGE ->
          "its value of "
              + key.getSizeBytes()
              + " bytes crowds near caches out; raise nearBytes of region "
              + region
              + ", or split the value";
      case WRITTEN_OFTEN ->
          String.format(
              Locale.ROOT,
              "it is written %.1f times a second, and each write empties all near copies; write"
                  + " less often, or move what changes into a key of its own",
              key.getWritesPerSecond());
      case NEAR_UNUSED ->
          "no client answers it by itself; look whether "
              + services(key)
              + " sets nearBytes=0 for region "
              + region
              + " or cannot follow the topic of hot keys";
      default ->
          "look at evictions and refused entries of the near caches of "
              + services(key)
              + " for region "
              + region;
    };
  }

  private static String services(HotKey key) {
    return key.getSources().isEmpty() ? "unknown services" : String.join(", ", key.getSources());
  }

  private static Alert.Builder alert(
      AlertName name, AlertLevel level, boolean firing, String text) {
    return Alert.newBuilder().setName(name.text()).setLevel(level).setFiring(firing).setText(text);
  }

  private static Insight about(String cacheKey, long at, Alert.Builder alert) {
    return new Insight(CacheKey.region(cacheKey), at, alert.setKey(cacheKey).build());
  }
}
