package io.forewarm.client.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way to one master, which small commands of many threads share. One for each master, so that
 * it can be compared.
 */
interface Lane {
  /**
   * Returns what is stored under names that this master owns, in their order; null for nothing, and
   * for what is no string.
   */
  CompletableFuture<List<byte @Nullable []>> get(List<String> names);

  /**
   * Runs scripts whose names this master owns, without regard to their {@link ScriptCall#answer}.
   *
   * @return what became of each, in their order, all complete
   */
  CompletableFuture<List<CompletableFuture<List<@Nullable Object>>>> run(List<ScriptCall> calls);

  /**
   * Asks this master several things at one go.
   *
   * @return the answers in their order, numbers as Long, strings as byte[]; null where there is
   *     nothing, and where Redis refuses
   */
  CompletableFuture<List<@Nullable Object>> ask(List<Question> questions);
}
