package io.forewarm.client.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one key and of many, merged for each master. Those of many keys go in fetches of their
 * own, one at a time, so that a lone read waits for one of them at most.
 */
final class StoreReads {
  /** Measured, see {@code docs/redis.md}: two keep Redis and this process busy in turns. */
  private static final int FLIGHTS = 2;

  private static final int BULK_FLIGHTS = 1;
  private static final int READS_A_FLIGHT = 256;
  private static final int BYTES_A_FLIGHT = 1 << 20;

  private final BiFunction<Lane, List<String>, CompletableFuture<List<byte @Nullable []>>> fetch;
  private final RedisNames names;
  private final Entries entries;
  private final Replicas replicas;
  private final PerLane<Traffic> traffic;

  /** What goes along a lane. */
  private record Traffic(ReadMerger single, ReadMerger bulk) {}

  /**
   * @param fetch reads names of one master, in their order, in bounded time
   * @param entries makes envelopes of what was stored
   * @param replicas makes replicas of it
   */
  StoreReads(
      RedisLink link,
      BiFunction<Lane, List<String>, CompletableFuture<List<byte @Nullable []>>> fetch,
      RedisNames names,
      Entries entries,
      Replicas replicas) {
    this.fetch = fetch;
    this.names = names;
    this.entries = entries;
    this.replicas = replicas;
    this.traffic =
        new PerLane<>(link, lane -> new Traffic(merger(lane, FLIGHTS), merger(lane, BULK_FLIGHTS)));
  }

  /** Reads a key. */
  CompletableFuture<@Nullable Envelope> read(String cacheKey) {
    LoneRead read = new LoneRead(cacheKey);
    traffic.of(read.name()).single().add(read);
    return read.answer;
  }

  /** Reads a replica of a key. */
  CompletableFuture<@Nullable Replica> readReplica(String cacheKey, int number) {
    ReplicaRead read = new ReplicaRead(cacheKey, number);
    traffic.of(read.name()).single().add(read);
    return read.answer;
  }

  /** Reads keys, in their order. */
  CompletableFuture<List<@Nullable Envelope>> readAll(List<String> cacheKeys) {
    Gathering gathering = new Gathering(cacheKeys.size());
    Map<Traffic, List<GatheredRead>> byMaster = new HashMap<>();
    for (int i = 0; i < cacheKeys.size(); i++) {
      GatheredRead read = new GatheredRead(cacheKeys.get(i), gathering, i);
      byMaster.computeIfAbsent(traffic.of(read.name()), way -> new ArrayList<>()).add(read);
    }
    byMaster.forEach((way, reads) -> way.bulk().addAll(reads));
    return gathering.answer;
  }

  private ReadMerger merger(Lane lane, int flights) {
    return new ReadMerger(
        wanted -> fetch.apply(lane, wanted),
        flights,
        new ReadMerger.Load(READS_A_FLIGHT, BYTES_A_FLIGHT));
  }

  /** A read whose answer may be in chunks, which are fetched then. */
  private abstract class EntryRead extends ReadMerger.Read {
    private final String cacheKey;

    EntryRead(String cacheKey) {
      super(names.value(cacheKey));
      this.cacheKey = cacheKey;
    }

    String cacheKey() {
      return cacheKey;
    }

    abstract void answer(@Nullable Envelope envelope);

    @Override
    void found(byte @Nullable [] stored) {
      try {
        if (Entries.inChunks(stored)) {
          entries
              .read(cacheKey, stored)
              .whenComplete(
                  (envelope, error) -> {
                    if (error == null) {
                      answer(envelope);
                    } else {
                      failed(error);
                    }
                  });
        } else {
          answer(entries.whole(stored));
        }
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  /** The read of one key. */
  private final class LoneRead extends EntryRead {
    private final CompletableFuture<@Nullable Envelope> answer = new CompletableFuture<>();

    LoneRead(String cacheKey) {
      super(cacheKey);
    }

    @Override
    void answer(@Nullable Envelope envelope) {
      answer.complete(envelope);
    }

    @Override
    void failed(Throwable cause) {
      answer.completeExceptionally(RedisCalls.failure("read", cacheKey(), cause));
    }
  }

  /** The read of a replica. */
  private final class ReplicaRead extends ReadMerger.Read {
    private final CompletableFuture<@Nullable Replica> answer = new CompletableFuture<>();
    private final String cacheKey;

    ReplicaRead(String cacheKey, int number) {
      super(names.replica(cacheKey, number));
      this.cacheKey = cacheKey;
    }

    @Override
    void found(byte @Nullable [] stored) {
      answer.complete(replicas.decode(stored));
    }

    @Override
    void failed(Throwable cause) {
      answer.completeExceptionally(RedisCalls.failure("read of a replica", cacheKey, cause));
    }
  }

  /** The answer to a read of many keys; complete with the last of them or the first failure. */
  private static final class Gathering {
    private final CompletableFuture<List<@Nullable Envelope>> answer = new CompletableFuture<>();
    private final @Nullable Envelope[] envelopes;
    private final AtomicInteger missing;

    Gathering(int size) {
      this.envelopes = new @Nullable Envelope[size];
      this.missing = new AtomicInteger(size);
      if (size == 0) {
        answer.complete(List.of());
      }
    }

    void put(int at, @Nullable Envelope envelope) {
      envelopes[at] = envelope;
      if (missing.decrementAndGet() == 0) {
        answer.complete(Collections.unmodifiableList(Arrays.asList(envelopes)));
      }
    }
  }

  /** The read of one of many keys. */
  private final class GatheredRead extends EntryRead {
    private final Gathering gathering;
    private final int at;

    GatheredRead(String cacheKey, Gathering gathering, int at) {
      super(cacheKey);
      this.gathering = gathering;
      this.at = at;
    }

    @Override
    void answer(@Nullable Envelope envelope) {
      gathering.put(at, envelope);
    }

    @Override
    void failed(Throwable cause) {
      gathering.answer.completeExceptionally(
          RedisCalls.failure("read", cacheKey() + " and others", cause));
    }
  }
}
