package io.forewarm.client.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Merges the reads of many threads, as {@link Departures} says. A read never joins a fetch that has
 * already left: its answer would be older than the read.
 */
final class ReadMerger {
  private final Function<List<String>, CompletableFuture<List<byte @Nullable []>>> fetch;
  private final Load load;
  private final Departures<Read> departures;

  /** A read, told what became of it on the thread of the fetch. */
  abstract static class Read {
    private final String name;
    private @Nullable Read sameName;

    Read(String name) {
      this.name = name;
    }

    /** What is read. */
    String name() {
      return name;
    }

    /** The name was read; null for nothing. */
    abstract void found(byte @Nullable [] stored);

    /**
     * It was not: as its fetch failed, or also as one before it has timed out, since nobody waits
     * for two timeouts.
     */
    abstract void failed(Throwable cause);

    private void landed(byte @Nullable [] stored) {
      for (Read read = this; read != null; read = read.sameName) {
        read.found(stored);
      }
    }

    private void lost(Throwable cause) {
      for (Read read = this; read != null; read = read.sameName) {
        read.failed(cause);
      }
    }
  }

  /** How many reads one fetch may carry, so that its answer has about a size, bytes. */
  static final class Load {
    private final int mostReads;
    private final int mostBytes;
    private volatile int meanBytes;

    Load(int mostReads, int mostBytes) {
      this.mostReads = mostReads;
      this.mostBytes = mostBytes;
    }

    int reads() {
      return Math.max(1, Math.min(mostReads, mostBytes / Math.max(1, meanBytes)));
    }

    void weigh(List<byte @Nullable []> values) {
      long bytes = 0;
      for (byte[] value : values) {
        bytes += value == null ? 0 : value.length;
      }
      int mean = (int) (bytes / values.size());
      meanBytes = mean > meanBytes ? mean : meanBytes - (meanBytes - mean) / 8;
    }
  }

  /**
   * @param fetch reads names, answers in their order
   * @param flights how many fetches may be under way at once
   * @param load how much one fetch may carry
   */
  ReadMerger(
      Function<List<String>, CompletableFuture<List<byte @Nullable []>>> fetch,
      int flights,
      Load load) {
    this.fetch = fetch;
    this.load = load;
    this.departures = new Departures<>(flights, load::reads, this::fly);
  }

  /** Takes a read along. */
  void add(Read read) {
    departures.add(read);
  }

  /** Takes reads along, together as far as one fetch may carry them. */
  void addAll(List<? extends Read> reads) {
    departures.addAll(reads);
  }

  /** Reads of one name hang on the first of them. */
  private void fly(List<Read> reads) {
    List<Read> passengers = reads;
    if (reads.size() > 1) {
      Map<String, Read> byName = new HashMap<>(2 * reads.size());
      passengers = new ArrayList<>(reads.size());
      for (Read read : reads) {
        Read first = byName.putIfAbsent(read.name, read);
        if (first == null) {
          passengers.add(read);
        } else {
          read.sameName = first.sameName;
          first.sameName = read;
        }
      }
    }
    List<Read> flight = passengers;
    CompletableFuture<List<byte @Nullable []>> fetched;
    try {
      fetched = fetch.apply(flight.stream().map(read -> read.name).toList());
    } catch (RuntimeException e) {
      fetched = CompletableFuture.failedFuture(e);
    }
    fetched.whenComplete((values, error) -> land(flight, values, error));
  }

  private void land(
      List<Read> flight, @Nullable List<byte @Nullable []> values, @Nullable Throwable error) {
    if (values == null) {
      Throwable cause = error == null ? new IllegalStateException("nothing was fetched") : error;
      List<Read> late = departures.landed(cause instanceof TimeoutException);
      flight.forEach(read -> read.lost(cause));
      late.forEach(read -> read.lost(cause));
    } else {
      load.weigh(values);
      departures.landed(false);
      for (int i = 0; i < flight.size(); i++) {
        flight.get(i).landed(values.get(i));
      }
    }
  }
}
