package io.forewarm.benchmarks.stampede;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The process that loads a key dies by SIGKILL while three others, of 16 threads each, wait for it.
 *
 * @param loads in all, that of the dead one included
 * @param successorAfter from the death to the beginning of the next load
 */
public record HolderDeath(int loads, Duration successorAfter) {
  private static final int WAITING_PROCESSES = 3;

  /** The time after which a dead holder's lease ends. */
  public static final Duration LEASE = StampedeReader.LEASE;

  /**
   * Kills one holder.
   *
   * @param redis address of Redis
   * @param after how long it has held the lease
   */
  public static HolderDeath cause(String redis, Duration after) {
    String key = " " + StampedeReader.STRICT + " " + UUID.randomUUID();
    List<ReaderProcess> waiting = List.of();
    try (ReaderProcess holder = ReaderProcess.start(StampedeReader.class, redis)) {
      waiting =
          Stream.generate(() -> ReaderProcess.start(StampedeReader.class, redis))
              .limit(WAITING_PROCESSES)
              .toList();
      holder.answer();
      waiting.forEach(ReaderProcess::answer);
      holder.order("hold" + key);
      holder.answer();
      waiting.forEach(reader -> reader.order("take" + key));
      SlowOrigin.parkUntil(System.currentTimeMillis() + after.toMillis());
      long death = System.currentTimeMillis();
      holder.kill();
      List<String[]> answers = waiting.stream().map(it -> it.answer().split(" ", -1)).toList();
      return judge(death, answers);
    } finally {
      waiting.forEach(ReaderProcess::close);
    }
  }

  private static HolderDeath judge(long death, List<String[]> answers) {
    int loads = 1;
    long next = Long.MAX_VALUE;
    for (String[] answer : answers) {
      int own = Integer.parseInt(answer[0]);
      loads += own;
      if (own > 0) {
        next = Math.min(next, Long.parseLong(answer[1]));
      }
    }
    return new HolderDeath(loads, Duration.ofMillis(next - death));
  }
}
