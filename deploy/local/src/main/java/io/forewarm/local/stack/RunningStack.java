package io.forewarm.local.stack;

import java.time.Instant;
import java.util.Optional;

/**
 * A stack that some process of this user runs, as other commands find it.
 *
 * @param pid process that runs it
 * @param started when that process started, milliseconds since 1970; with the pid, its identity
 * @param announced when the stack was ready, milliseconds since 1970
 * @param kafka bootstrap servers, {@code host:port}
 * @param redis URL, {@code redis://host:port}
 * @param http URL of the app, {@code http://host:port}
 * @param prefix start of all topic names
 * @param partitions of every topic about cache keys
 */
public record RunningStack(
    long pid,
    long started,
    long announced,
    String kafka,
    String redis,
    String http,
    String prefix,
    int partitions) {

  /** Returns the stack that this user started last and that still runs. */
  public static Optional<RunningStack> find() {
    return NoticeBoard.ofThisUser().newest();
  }

  /** Lets other commands find a stack until the result is closed or this process ends. */
  public static Notice announce(LocalStack stack) {
    return NoticeBoard.ofThisUser().put(of(stack));
  }

  private static RunningStack of(LocalStack stack) {
    StackAddresses at = stack.addresses();
    return new RunningStack(
        ProcessHandle.current().pid(),
        started(ProcessHandle.current()),
        System.currentTimeMillis(),
        at.kafka(),
        at.redis(),
        at.http(),
        stack.config().topics().prefix(),
        stack.config().topics().partitions());
  }

  boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(process -> process.isAlive() && started(process) == started)
        .isPresent();
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
