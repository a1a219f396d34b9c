package io.forewarm.client.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Calls Redis within a time limit, and learns its clock from each answer of a script. */
final class RedisCalls implements AutoCloseable {
  private static final Duration CLOCK_INTERVAL = Duration.ofSeconds(10);

  private final RedisLink link;
  private final Deadlines deadlines;
  private final RedisClock clock;
  private final PerLane<ScriptMerger> mergers;

  RedisCalls(RedisLink link, Duration timeout, List<Object> clockName) {
    this.link = link;
    this.deadlines = new Deadlines(timeout);
    this.clock = new RedisClock(System::nanoTime, System.currentTimeMillis());
    this.mergers =
        new PerLane<>(link, lane -> new ScriptMerger(calls -> deadlines.bound(lane.run(calls))));
    deadlines.every(CLOCK_INTERVAL, () -> run(Script.TIME, clockName));
  }

  /** The clock of Redis, milliseconds since 1970. */
  long now() {
    return clock.now();
  }

  /** Reads names of one master, in their order. */
  CompletableFuture<List<byte @Nullable []>> get(Lane lane, List<String> names) {
    return deadlines.bound(lane.get(names));
  }

  /** Reads a name, beside the small reads. */
  CompletableFuture<byte @Nullable []> get(String name) {
    return deadlines.bound(link.get(name));
  }

  /** Stores bytes under a name for a time. */
  CompletableFuture<Void> set(String name, byte[] bytes, Duration kept) {
    return deadlines.bound(link.set(name, bytes, kept));
  }

  /** Removes names of one slot. */
  CompletableFuture<Void> unlink(List<String> names) {
    return deadlines.bound(link.unlink(names));
  }

  /** Returns the identities of all masters. */
  CompletableFuture<List<String>> masters() {
    return deadlines.bound(link.masters());
  }

  /** Returns what each master has been asked for. */
  CompletableFuture<List<MasterReads>> reads() {
    return deadlines.bound(link.reads());
  }

  /** Returns what each master says of its memory. */
  CompletableFuture<List<MasterMemory>> memory() {
    return deadlines.bound(link.memory());
  }

  /** Asks a master several things at one go. */
  CompletableFuture<List<@Nullable Object>> ask(Lane lane, List<Question> questions) {
    return deadlines.bound(lane.ask(questions));
  }

  /**
   * Runs a script.
   *
   * @param arguments of type Long, String or byte[]
   */
  CompletableFuture<ScriptReply> run(Script script, List<Object> names, Object... arguments) {
    long asked = System.nanoTime();
    return deadlines
        .bound(link.run(script, names, bytes(arguments)))
        .thenApply(parts -> learned(asked, parts));
  }

  /**
   * Runs a script together with others that are called meanwhile; for many short ones.
   *
   * @param arguments as of {@link #run}
   */
  CompletableFuture<ScriptReply> runTogether(
      Script script, List<Object> names, Object... arguments) {
    ScriptCall call = new ScriptCall(script, names, bytes(arguments));
    long asked = System.nanoTime();
    mergers.of(names.get(0).toString()).add(call);
    return call.answer().thenApply(parts -> learned(asked, parts));
  }

  private ScriptReply learned(long asked, List<@Nullable Object> parts) {
    ScriptReply reply = new ScriptReply(parts);
    clock.learn(asked, reply.clock());
    return reply;
  }

  private static byte[][] bytes(Object[] arguments) {
    byte[][] bytes = new byte[arguments.length][];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes(arguments[i]);
    }
    return bytes;
  }

  private static byte[] bytes(Object argument) {
    if (argument instanceof byte[] bytes) {
      return bytes;
    }
    String text = argument.toString();
    return argument instanceof Long ? text.getBytes(US_ASCII) : text.getBytes(UTF_8);
  }

  /** Returns the same answer, whose failure is a {@link StoreException} with command and key. */
  static <T> CompletableFuture<T> named(
      String command, String cacheKey, CompletableFuture<T> answer) {
    CompletableFuture<T> named = new CompletableFuture<>();
    answer.whenComplete(
        (value, error) -> {
          if (error == null) {
            named.complete(value);
          } else {
            named.completeExceptionally(failure(command, cacheKey, error));
          }
        });
    return named;
  }

  /** What a failed command is to the caller. */
  static StoreException failure(String command, String cacheKey, Throwable error) {
    Throwable cause = cause(error);
    return cause instanceof StoreException known
        ? known
        : new StoreException(command + " of " + cacheKey + " failed: " + cause.getMessage(), cause);
  }

  /** Returns a failure as it was set, not as a stage after it sees it. */
  static Throwable cause(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }

  @Override
  public void close() {
    deadlines.close();
    link.close();
  }
}
