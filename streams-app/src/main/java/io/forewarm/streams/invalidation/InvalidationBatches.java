package io.forewarm.streams.invalidation;

import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.InvalidationBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a round down as records of {@code invalidations}. Pure. A round that is too large for one
 * record becomes several: all but the last carry the watermark from before, so that no client takes
 * a time as proven before it has heard all of it.
 */
final class InvalidationBatches {
  private static final int MOST_HASHES = 32_768;
  private static final int MOST_TAG_CHARS = 128 * 1024;

  private final int partition;
  private final String worker;

  /** Takes the partition of {@code writes} and the worker's identity. */
  InvalidationBatches(int partition, String worker) {
    this.partition = partition;
    this.worker = worker;
  }

  /**
   * Returns the records of a round, in the order in which they must be appended.
   *
   * @param before watermark before the round
   * @param upTo watermark after the round
   */
  List<InvalidationBatch> of(Round round, long before, long upTo) {
    List<InvalidationBatch> batches = new ArrayList<>();
    List<Long> hashes = new ArrayList<>();
    for (String key : round.keys().keySet()) {
      if (hashes.size() == MOST_HASHES) {
        batches.add(batch(before, hashes, List.of(), List.of()));
        hashes = new ArrayList<>();
      }
      hashes.add(CacheKey.hash(key));
    }
    batches.add(last(upTo, hashes, round.voided()));
    return batches;
  }

  private InvalidationBatch last(long upTo, List<Long> hashes, List<Voided> voided) {
    List<String> names = voided.stream().map(Voided::name).distinct().toList();
    if (names.stream().mapToInt(String::length).sum() > MOST_TAG_CHARS) {
      return batch(upTo, hashes, List.of(), List.of("*"));
    }
    List<String> tags =
        voided.stream().filter(name -> !name.isRegion()).map(Voided::name).distinct().toList();
    List<String> floors =
        voided.stream().filter(Voided::isRegion).map(Voided::region).distinct().toList();
    return batch(upTo, hashes, tags, floors);
  }

  private InvalidationBatch batch(
      long upTo, List<Long> hashes, List<String> tags, List<String> floors) {
    return InvalidationBatch.newBuilder()
        .setPartition(partition)
        .setUpTo(upTo)
        .setHashes(hashes)
        .setTags(tags)
        .setFloors(floors)
        .setWorker(worker)
        .build();
  }
}
