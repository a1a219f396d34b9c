package io.forewarm.client.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Merges reads that come while others are under way. A read that finds a free flight goes at once;
 * the rest wait for the next one to land and go together, so the more are asked for at the same
 * time, the less each costs. No read joins a flight that has left.
 */
final class ReadMerger {
  private final Function<List<String>, CompletableFuture<List<byte @Nullable []>>> fetch;
  private final int flights;
  private final int mostReads;
  private final AtomicInteger flying = new AtomicInteger();
  private final AtomicInteger departures = new AtomicInteger();
  private final Queue<Read> waiting = new ConcurrentLinkedQueue<>();

  private record Read(String name, CompletableFuture<byte @Nullable []> answer) {}

  /**
   * @param fetch reads names, answers in their order
   * @param flights how many fetches may be under way at once
   * @param mostReads how many reads one fetch may carry
   */
  ReadMerger(
      Function<List<String>, CompletableFuture<List<byte @Nullable []>>> fetch,
      int flights,
      int mostReads) {
    this.fetch = fetch;
    this.flights = flights;
    this.mostReads = mostReads;
  }

  /**
   * Reads a name. The future fails as its fetch does, and also when one before it has timed out:
   * nobody waits for two timeouts.
   */
  CompletableFuture<byte @Nullable []> read(String name) {
    Read read = new Read(name, new CompletableFuture<>());
    waiting.add(read);
    depart();
    return read.answer();
  }

  /** One thread at a time sends flights; who comes meanwhile only asks it to look again. */
  private void depart() {
    if (departures.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      while (flying.get() < flights && !waiting.isEmpty()) {
        flying.incrementAndGet();
        fly(next(mostReads));
      }
      seen = departures.addAndGet(-seen);
    } while (seen > 0);
  }

  private List<Read> next(int most) {
    List<Read> reads = new ArrayList<>();
    Read read;
    while (reads.size() < most && (read = waiting.poll()) != null) {
      reads.add(read);
    }
    return reads;
  }

  private void fly(List<Read> reads) {
    Map<String, List<Read>> byName = new LinkedHashMap<>();
    for (Read read : reads) {
      byName.computeIfAbsent(read.name(), name -> new ArrayList<>(1)).add(read);
    }
    CompletableFuture<List<byte @Nullable []>> fetched;
    try {
      fetched = fetch.apply(List.copyOf(byName.keySet()));
    } catch (RuntimeException e) {
      fetched = CompletableFuture.failedFuture(e);
    }
    fetched.whenComplete((values, error) -> land(byName.values(), values, error));
  }

  private void land(
      Iterable<List<Read>> readsByName,
      @Nullable List<byte @Nullable []> values,
      @Nullable Throwable error) {
    flying.decrementAndGet();
    if (values == null) {
      Throwable cause = error == null ? new IllegalStateException("nothing was fetched") : error;
      List<Read> late = cause instanceof TimeoutException ? next(Integer.MAX_VALUE) : List.of();
      depart();
      readsByName.forEach(reads -> fail(reads, cause));
      fail(late, cause);
    } else {
      depart();
      int i = 0;
      for (List<Read> reads : readsByName) {
        byte[] value = values.get(i++);
        reads.forEach(read -> read.answer().complete(value));
      }
    }
  }

  private static void fail(List<Read> reads, Throwable cause) {
    reads.forEach(read -> read.answer().completeExceptionally(cause));
  }
}
