package io.forewarm.streams.intake;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.RegionReads;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Judges whether an access report can be true. Pure: no Kafka, no Redis, no clock. */
final class AccessPolicy {
  private final IntakeConfig config;
  private final int partitions;

  AccessPolicy(IntakeConfig config, int partitions) {
    this.config = config;
    this.partitions = partitions;
  }

  /**
   * Returns why a report is refused, or nothing if it is taken. One impossible counter refuses the
   * whole report: what else its publisher counted is not to be believed.
   *
   * @param partition of {@code access} that carries it
   * @param timestamp of its record, milliseconds since 1970
   * @param now this machine's clock, milliseconds since 1970
   */
  Optional<String> refuse(AccessReport report, int partition, long timestamp, long now) {
    if (timestamp <= 0 || timestamp > now + config.clockSkew().toMillis()) {
      return Optional.of("timestamp " + timestamp + " is not within reach of the clock " + now);
    }
    if (report.getIntervalMs() < 0
        || report.getIntervalMs() > config.longestInterval().toMillis()) {
      return Optional.of("intervalMs is out of range: " + report.getIntervalMs());
    }
    for (RegionReads region : report.getRegions()) {
      int length = region.getRegion().length();
      if (length == 0 || length > CacheKey.MAX_BYTES) {
        return Optional.of("a region's name has " + length + " characters");
      }
      if (!countable(region.getReads())) {
        return Optional.of("reads of region " + region.getRegion() + ": " + region.getReads());
      }
    }
    for (KeyAccess key : report.getKeys()) {
      Optional<String> cause = refuse(key, partition);
      if (cause.isPresent()) {
        return cause;
      }
    }
    return Optional.empty();
  }

  private Optional<String> refuse(KeyAccess access, int partition) {
    String key = access.getKey();
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > CacheKey.MAX_BYTES) {
      return Optional.of("a key has " + bytes + " bytes, more than " + CacheKey.MAX_BYTES);
    }
    if (key.indexOf(':') <= 0) {
      return Optional.of("key without a region: " + key);
    }
    int home = CacheKey.partition(key, partitions);
    if (home != partition) {
      return Optional.of("key " + key + " belongs to partition " + home + ", not " + partition);
    }
    if (!possible(access)) {
      return Optional.of("impossible counters of key " + key);
    }
    return Optional.empty();
  }

  private boolean possible(KeyAccess access) {
    return countable(access.getReads())
        && countable(access.getNearHits())
        && countable(access.getRedisHits())
        && countable(access.getStaleHits())
        && countable(access.getMisses())
        && countable(access.getLoads())
        && countable(access.getLoadFailures())
        && countable(access.getLoadMicros())
        && countable(access.getWrites())
        && countable(access.getSizeBytes())
        && countable(access.getValueWrites())
        && countable(access.getWaitMicros())
        && access.getSoftExpiresInMs() <= config.largestCount();
  }

  private boolean countable(long count) {
    return count >= 0 && count <= config.largestCount();
  }
}
