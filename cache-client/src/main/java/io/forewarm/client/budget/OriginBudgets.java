package io.forewarm.client.budget;

import io.forewarm.client.redis.TokenAnswer;
import io.forewarm.client.redis.TokenRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The origins of a client: how each is, and what may be loaded of it before anybody asks. Who loads
 * nothing ahead, as every client without Kafka, asks Redis for no budget. Safe for concurrent use.
 */
public final class OriginBudgets {
  /** How often {@link #tick} is to be called, milliseconds. */
  public static final long TICK_MILLIS = 100;

  private final Function<TokenRequest, CompletableFuture<TokenAnswer>> bucket;
  private final LongSupplier nanos;
  private final MeterRegistry meters;
  private final Map<String, OriginHealth> health = new ConcurrentHashMap<>();
  private final Map<String, OriginBudget> budgets = new ConcurrentHashMap<>();

  /**
   * Opens no region yet.
   *
   * @param bucket asks Redis for tokens
   * @param nanos this process's monotonic clock, {@link System#nanoTime}
   */
  public OriginBudgets(
      Function<TokenRequest, CompletableFuture<TokenAnswer>> bucket,
      LongSupplier nanos,
      MeterRegistry meters) {
    this.bucket = bucket;
    this.nanos = nanos;
    this.meters = meters;
  }

  /** Who judges an origin by its loads. */
  public OriginHealth health(String origin) {
    return health.computeIfAbsent(origin, name -> new OriginHealth());
  }

  /** A region may load ahead from now on. */
  public void open(String origin, Door door) {
    budget(origin).open(door);
  }

  /**
   * Asks for leave to load ahead of a read.
   *
   * @param door of a region that was opened
   * @param wanted whether the load is still needed; asked when its turn comes
   * @return completes when leave is given or refused; never fails
   */
  public CompletableFuture<Admission> admit(String origin, Door door, BooleanSupplier wanted) {
    return budget(origin).admit(door, wanted);
  }

  /** Looks after what waits, and tells other processes how origins are. */
  public void tick() {
    budgets.values().forEach(OriginBudget::tick);
  }

  private OriginBudget budget(String origin) {
    return budgets.computeIfAbsent(
        origin, name -> new OriginBudget(name, health(name), bucket, nanos, meters));
  }
}
