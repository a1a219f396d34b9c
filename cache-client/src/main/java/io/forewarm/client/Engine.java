package io.forewarm.client;

import io.forewarm.client.budget.OriginBudgets;
import io.forewarm.client.control.ControlLog;
import io.forewarm.client.events.EventSink;
import io.forewarm.client.near.CoarseClock;
import io.forewarm.client.near.NearIndex;
import io.forewarm.client.redis.ValueStore;
import io.forewarm.client.stampede.Wakes;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all regions of a client share.
 *
 * @param clientId identity of this start of this process
 * @param service name of the service
 * @param store Redis
 * @param events what is told to the pipeline
 * @param control what the pipeline tells
 * @param clock time as near hits see it
 * @param index near entries by hash
 * @param heat which keys belong into the near cache
 * @param acting for which keys the pipeline's decisions are executed
 * @param replicas hot keys that are spread over Redis
 * @param voided tags, prefixes and regions that were made void
 * @param wakes who waits for leases
 * @param leases renews leases
 * @param loads runs loaders
 * @param callbacks completes what users wait for asynchronously
 * @param timer short tasks at a time
 * @param budgets what may be loaded ahead of reads
 * @param meters where meters are registered
 * @param notices who hears of events
 */
record Engine(
    String clientId,
    String service,
    ValueStore store,
    EventSink events,
    ControlLog control,
    CoarseClock clock,
    NearIndex index,
    NearAdmission heat,
    ActingKeys acting,
    HotReplicas replicas,
    VoidedRanges voided,
    Wakes wakes,
    LeaseKeeper leases,
    Executor loads,
    Executor callbacks,
    ScheduledExecutorService timer,
    OriginBudgets budgets,
    MeterRegistry meters,
    Notices notices) {
  /** Returns the watermark of a load or write of a key that begins now. */
  long watermark(String cacheKey) {
    return control.watermarkMillis(voided.lastAt(cacheKey));
  }
}
