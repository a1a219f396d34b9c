package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.redis.Question.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the masters, and how values leave it: some are drawn at random, and one that is
 * still the same and that nobody loads can be evicted. Tombstones, leases and names that are not
 * the store's are never drawn. Futures fail as those of the store.
 */
public final class StoreMemory {
  /** Redis 7.0 on 64 bits: two dictionary entries, an object, the header of the name, slack. */
  private static final int BOOKKEEPING = 112;

  private static final int STRING_HEADER = 10;

  /** Of a value: its header, and mostly where its chunks are. */
  private static final int START_BYTES = 128;

  private static final Eviction[] EVICTIONS = Eviction.values();

  private final RedisLink link;
  private final RedisCalls calls;
  private final RedisNames names;

  StoreMemory(RedisLink link, RedisCalls calls, RedisNames names) {
    this.link = link;
    this.calls = calls;
    this.names = names;
  }

  /** Returns what each master says of its memory. */
  public CompletableFuture<List<MasterMemory>> masters() {
    return RedisCalls.named("memory", "the masters", calls.memory());
  }

  /**
   * Draws keys of a master at random, and returns those that are values, each once.
   *
   * @param node of the master, host:port
   * @param count of keys that are drawn, 1 or more; most may be none of ours
   * @param frequency whether Redis shall tell its own count, which it has under an LFU policy only
   */
  public CompletableFuture<List<SampledValue>> draw(String node, int count, boolean frequency) {
    Lane lane = link.laneTo(node);
    CompletableFuture<List<SampledValue>> drawn =
        calls
            .ask(lane, Collections.nCopies(count, new Question(Verb.RANDOM_KEY)))
            .thenCompose(found -> look(lane, cacheKeys(found), frequency));
    return RedisCalls.named("draw", node, drawn);
  }

  private List<String> cacheKeys(List<@Nullable Object> drawn) {
    return drawn.stream()
        .filter(byte[].class::isInstance)
        .map(name -> names.cacheKey(new String((byte[]) name, UTF_8)))
        .filter(cacheKey -> !cacheKey.isEmpty())
        .distinct()
        .toList();
  }

  private CompletableFuture<List<SampledValue>> look(
      Lane lane, List<String> cacheKeys, boolean frequency) {
    List<Question> questions = new ArrayList<>();
    for (String cacheKey : cacheKeys) {
      String name = names.value(cacheKey);
      questions.add(new Question(Verb.RANGE, name, 0, START_BYTES - 1));
      questions.add(new Question(Verb.LENGTH, name));
      if (frequency) {
        questions.add(new Question(Verb.FREQUENCY, name));
      }
    }
    return questions.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : calls.ask(lane, questions).thenApply(told -> values(cacheKeys, told, frequency));
  }

  private List<SampledValue> values(
      List<String> cacheKeys, List<@Nullable Object> told, boolean frequency) {
    List<SampledValue> values = new ArrayList<>(cacheKeys.size());
    int each = frequency ? 3 : 2;
    for (int i = 0; i < cacheKeys.size(); i++) {
      if (told.get(i * each) instanceof byte[] start
          && told.get(i * each + 1) instanceof Long size) {
        String cacheKey = cacheKeys.get(i);
        Object count = frequency ? told.get(i * each + 2) : null;
        SampledValue value =
            EnvelopeFormat.sampled(
                cacheKey,
                start,
                allocated(size) + names.value(cacheKey).length() + BOOKKEEPING,
                count instanceof Long reads ? reads.intValue() : -1);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** The size class of jemalloc that holds a string: four between two powers of two. */
  private static long allocated(long bytes) {
    long step = Math.max(16, Long.highestOneBit(Math.max(1, bytes + STRING_HEADER - 1)) / 4);
    return (bytes + STRING_HEADER + step - 1) / step * step;
  }

  /** Removes a value and its chunks, if it is the one that was drawn and nobody holds its lease. */
  public CompletableFuture<Eviction> evict(SampledValue value) {
    CompletableFuture<ScriptReply> reply =
        calls.runTogether(Script.EVICT, names.all(value.cacheKey()), value.header());
    return RedisCalls.named(
        "evict", value.cacheKey(), reply.thenApply(parts -> EVICTIONS[parts.outcome()]));
  }
}
