package io.forewarm.streams.refresh;

import io.forewarm.schemas.CommandKind;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Rule;
import java.util.Optional;

/** Judges when a hot value is loaded again. Pure: no Kafka, no Redis, no clock. */
public final class RefreshPolicy {
  private final RefreshConfig config;

  /** Judges by these settings. */
  public RefreshPolicy(RefreshConfig config) {
    this.config = config;
  }

  /** Whether a rule lets values be refreshed ahead. */
  public boolean allowed(Rule rule) {
    return !Boolean.FALSE.equals(rule.getRefreshAhead());
  }

  /**
   * Returns the order to refresh a value, if it is time.
   *
   * @param ordered the soft expiry named by the last order for this key, 0 for none
   * @param now stream time, milliseconds since 1970
   */
  public Optional<MaintenanceCommand> order(
      String cacheKey, HeldValue value, long ordered, long now) {
    long expiry = value.softExpiry();
    boolean newer = expiry > ordered;
    if (expiry == 0 || !newer || now < expiry - leadMs(value) || passed(value, now)) {
      return Optional.empty();
    }
    return Optional.of(
        MaintenanceCommand.newBuilder()
            .setId("refresh " + cacheKey + " " + expiry)
            .setKind(CommandKind.REFRESH)
            .setKey(cacheKey)
            .setSeenSoftExpiry(expiry + toleranceMs(value))
            .setValue(value.loadMs())
            .setDeadline(expiry + config.grace().toMillis())
            .setReason("hot, expires in " + (expiry - now) + " ms")
            .build());
  }

  /** Whether the soft expiry is so long ago that readers have refreshed the value themselves. */
  boolean passed(HeldValue value, long now) {
    return now > value.softExpiry() + config.grace().toMillis();
  }

  /**
   * Half of a value's life is the longest lead, unless it takes longer to load: a value that lives
   * a second would be loaded without end.
   */
  private long leadMs(HeldValue value) {
    double loads = config.loadsAhead() * value.loadMs();
    double wanted =
        Math.max((double) config.leadAtLeast().toMillis(), loads)
            + config.flushInterval().toMillis();
    return (long) Math.min(wanted, Math.max(value.longestMs() / 2.0, loads));
  }

  /**
   * The order names the state that it saw by the broker's clock, the worker compares by that of
   * Redis: too small a tolerance makes an order void, too large a one at worst refreshes a value
   * that was just loaded. A quarter of its life excludes that for all but the shortest.
   */
  private long toleranceMs(HeldValue value) {
    return Math.min(config.tolerance().toMillis(), value.longestMs() / 4);
  }
}
