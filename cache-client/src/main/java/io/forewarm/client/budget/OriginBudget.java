package io.forewarm.client.budget;

import io.forewarm.client.redis.TokenAnswer;
import io.forewarm.client.redis.TokenRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process may load of an origin before anybody asks for it. Who comes waits in a line of
 * bounded length for a token of the budget that all processes share, and for a place that demand
 * leaves over. While the origin is in trouble nobody waits: what has waited would come all at once
 * when it is well again.
 */
final class OriginBudget {
  /** So many wait; further ones are refused rather than kept from other origins' turn. */
  static final int LONGEST_LINE = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(OriginBudget.class);

  private final String origin;
  private final OriginHealth health;
  private final Function<TokenRequest, CompletableFuture<TokenAnswer>> bucket;
  private final LongSupplier nanos;
  private final SharedTokens tokens;
  private final BudgetMeters meters;
  private final Collection<Door> doors = new CopyOnWriteArraySet<>();
  private final Deque<Waiting> line = new ArrayDeque<>();
  private final AtomicInteger calls = new AtomicInteger();
  private boolean stopped;

  OriginBudget(
      String origin,
      OriginHealth health,
      Function<TokenRequest, CompletableFuture<TokenAnswer>> bucket,
      LongSupplier nanos,
      MeterRegistry registry) {
    this.origin = origin;
    this.health = health;
    this.bucket = bucket;
    this.nanos = nanos;
    this.tokens = new SharedTokens(origin, nanos.getAsLong());
    this.meters = new BudgetMeters(this, origin, registry);
  }

  void open(Door door) {
    doors.add(door);
  }

  synchronized double factor() {
    return stopped ? 0 : tokens.factor();
  }

  synchronized int waiting() {
    return line.size();
  }

  CompletableFuture<Admission> admit(Door door, BooleanSupplier wanted) {
    CompletableFuture<Admission> answer = new CompletableFuture<>();
    boolean full;
    synchronized (this) {
      full = line.size() >= LONGEST_LINE;
      if (!full) {
        line.add(new Waiting(door, wanted, answer));
      }
    }
    if (full) {
      refuse(answer, Refusal.FULL);
    } else {
      serve();
    }
    return answer;
  }

  /** Ten times a second: what waits may be late, and others want to know how the origin is. */
  void tick() {
    TokenRequest news;
    synchronized (this) {
      Verdict verdict = verdict();
      if (verdict.trouble() != stopped) {
        stopped = verdict.trouble();
        LOG.info(
            stopped ? "Nothing is loaded ahead origin={} since={}" : "Trouble is over origin={}",
            origin,
            verdict);
      }
      news = tokens.tell(ceiling(), verdict, nanos.getAsLong());
    }
    if (news != null) {
      send(news);
    }
    serve();
  }

  private Verdict verdict() {
    return health.verdict(doors.stream().anyMatch(Door::crowded), nanos.getAsLong());
  }

  /** Regions that disagree get the least; who wants nothing says nothing about the others. */
  private int ceiling() {
    return doors.stream().mapToInt(Door::ceiling).filter(it -> it > 0).min().orElse(0);
  }

  /** One thread at a time serves the line: loads that end at once must not pile up on its stack. */
  private void serve() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      for (Runnable step = next(); step != null; step = next()) {
        step.run();
      }
      seen = calls.addAndGet(-seen);
    } while (seen > 0);
  }

  /** Returns what is to be done without the lock; null: nothing now. */
  private synchronized @Nullable Runnable next() {
    Waiting first = line.peek();
    if (first == null) {
      return null;
    }
    long now = nanos.getAsLong();
    Verdict verdict = verdict();
    if (verdict.trouble()) {
      tokens.drop();
    }
    Refusal refusal = refusal(first, verdict, now);
    if (refusal != null) {
      line.remove();
      return () -> refuse(first.answer, refusal);
    }
    if (!tokens.any(now)) {
      TokenRequest request = tokens.askFor(line.size(), ceiling(), verdict, now);
      return request == null ? null : () -> send(request);
    }
    if (!first.door.tryEnter()) {
      return null; // served again when a place is given back
    }
    boolean probe = tokens.probing();
    tokens.take();
    line.remove();
    return () -> admit(first, probe);
  }

  private @Nullable Refusal refusal(Waiting first, Verdict verdict, long now) {
    if (!first.wanted.getAsBoolean()) {
      return Refusal.LATE;
    }
    if (verdict.trouble()) {
      return Refusal.of(verdict);
    }
    if (first.door.ceiling() == 0) {
      return Refusal.OFF;
    }
    if (tokens.any(now)) {
      return first.door.stopped() && !tokens.probing() ? Refusal.BREAKER : null;
    }
    return tokens.refusal(now);
  }

  private void refuse(CompletableFuture<Admission> answer, Refusal refusal) {
    meters.refused(refusal);
    answer.complete(Admission.refused(refusal));
  }

  private void admit(Waiting first, boolean probe) {
    meters.admitted.increment();
    if (probe) {
      meters.probes.increment();
    }
    Runnable leave =
        () -> {
          first.door.leave();
          serve();
        };
    first.answer.complete(new Admission(null, leave));
  }

  private void send(TokenRequest request) {
    CompletableFuture<TokenAnswer> asked;
    try {
      asked = bucket.apply(request);
    } catch (RuntimeException e) {
      asked = CompletableFuture.failedFuture(e);
    }
    asked.whenComplete(
        (answer, failure) -> {
          if (failure != null) {
            LOG.debug("The budget cannot be asked origin={}", origin, failure);
          }
          synchronized (this) {
            tokens.answered(answer, nanos.getAsLong());
          }
          serve();
        });
  }

  /** Who waits for leave. */
  private record Waiting(Door door, BooleanSupplier wanted, CompletableFuture<Admission> answer) {}
}
