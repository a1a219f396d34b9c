package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forewarm.client.redis.Question.Verb;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Looks for keys on one master after the other, by SCAN: Redis goes over all of its names. */
final class KeyScan {
  /** Names that Redis goes over for a page: it does nothing else in that time. */
  private static final int NAMES_A_PAGE = 512;

  private static final String BEGINNING = "0";

  private final RedisLink link;
  private final RedisCalls calls;
  private final RedisNames names;

  KeyScan(RedisLink link, RedisCalls calls, RedisNames names) {
    this.link = link;
    this.calls = calls;
    this.names = names;
  }

  CompletableFuture<KeyPage> page(String cacheKeyStart, KeyPage.@Nullable Position position) {
    CompletableFuture<KeyPage> page =
        position == null
            ? masters().thenCompose(all -> from(cacheKeyStart, all, BEGINNING))
            : from(cacheKeyStart, position.masters(), position.cursor());
    return RedisCalls.named("scan", cacheKeyStart, page);
  }

  private CompletableFuture<List<String>> masters() {
    return calls.memory().thenApply(all -> all.stream().map(MasterMemory::node).toList());
  }

  private CompletableFuture<KeyPage> from(String start, List<String> masters, String cursor) {
    String pattern = escaped(names.values()) + '*' + escaped(start) + '*';
    Question question =
        new Question(Verb.SCAN, cursor, "MATCH", pattern, "COUNT", Integer.toString(NAMES_A_PAGE));
    return calls
        .ask(link.laneTo(masters.get(0)), List.of(question))
        .thenApply(told -> page(start, masters, told.get(0)));
  }

  private KeyPage page(String start, List<String> masters, @Nullable Object told) {
    if (!(told instanceof List<?> answer)
        || !(answer.get(0) instanceof byte[] cursor)
        || !(answer.get(1) instanceof List<?> found)) {
      throw new IllegalStateException("Redis does not answer to SCAN: " + told);
    }
    List<String> cacheKeys =
        found.stream()
            .map(name -> names.cacheKey(new String((byte[]) name, UTF_8)))
            .filter(cacheKey -> !cacheKey.isEmpty() && cacheKey.startsWith(start))
            .toList();
    return new KeyPage(cacheKeys, next(masters, new String(cursor, US_ASCII)));
  }

  private static KeyPage.@Nullable Position next(List<String> masters, String cursor) {
    if (!cursor.equals(BEGINNING)) {
      return new KeyPage.Position(masters, cursor);
    }
    return masters.size() == 1
        ? null
        : new KeyPage.Position(masters.subList(1, masters.size()), BEGINNING);
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
  }
}
