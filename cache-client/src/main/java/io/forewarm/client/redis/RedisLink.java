package io.forewarm.client.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The few commands that the store needs, on the masters of Redis. Futures fail with whatever went
 * wrong; they may take longer than the store wants to wait, and complete on the link's threads.
 */
interface RedisLink extends AutoCloseable {
  /** Whether names lie on several masters by their hash slots. */
  boolean slotted();

  /** Returns the lane to the master that owns a name now. */
  Lane lane(String name);

  /** Returns all lanes that lead somewhere. */
  Collection<? extends Lane> lanes();

  /** Returns the lane to a master, host:port; its commands fail if there is none such. */
  Lane laneTo(String node);

  /** Returns what is stored under a name, by a connection that small reads do not share. */
  CompletableFuture<byte @Nullable []> get(String name);

  /** Stores bytes under a name for a time, by a connection that small reads do not share. */
  CompletableFuture<Void> set(String name, byte[] bytes, Duration kept);

  /** Removes names, all in one slot. */
  CompletableFuture<Void> unlink(List<String> names);

  /**
   * Runs a script.
   *
   * @param names its KEYS, all in one slot
   * @param arguments its ARGV
   * @return numbers as Long, strings as byte[], false as null
   */
  CompletableFuture<List<@Nullable Object>> run(
      Script script, List<Object> names, byte[]... arguments);

  /** Returns the identities of all masters, in an order that does not depend on the call. */
  CompletableFuture<List<String>> masters();

  /** Returns what each master has been asked for. */
  CompletableFuture<List<MasterReads>> reads();

  /** Returns what each master says of its memory. */
  CompletableFuture<List<MasterMemory>> memory();

  /** Returns the address of the master of a slot, host:port; null where that is not known. */
  @Nullable String master(int slot);

  /** Listens to a channel as soon as Redis can be reached, and again after each loss. */
  void subscribe(String channel, Consumer<String> listener);

  @Override
  void close();
}
