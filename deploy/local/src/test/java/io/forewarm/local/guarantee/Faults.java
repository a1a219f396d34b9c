package io.forewarm.local.guarantee;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong in a run, drawn from a seed: steps of one or two faults that hold together and
 * end together.
 *
 * @param steps one after the other
 */
record Faults(List<List<Fault>> steps) {
  /** Neither longer than a session of the app's consumers, nor shorter than the bound of reads. */
  private static final int SHORTEST_MILLIS = 1_200;

  private static final int LONGEST_MILLIS = 2_000;

  private static final List<Duration> CLOCKS = List.of(Duration.ofHours(-1), Duration.ofSeconds(3));

  /** The part that suffers; faults end in this order, so that each part finds what it needs. */
  enum Part {
    REDIS,
    BROKER,
    APP,
    SERVICE,
    WAY_TO_REDIS,
    WAY_TO_BROKER
  }

  /** What can go wrong. */
  enum Kind {
    REDIS_KILLED(Part.REDIS),
    BROKER_FROZEN(Part.BROKER),
    SERVICE_KILLED(Part.SERVICE),
    APP_FROZEN(Part.APP),
    SERVICE_CUT_FROM_REDIS(Part.WAY_TO_REDIS),
    BROKER_KILLED(Part.BROKER),
    REDIS_FROZEN(Part.REDIS),
    SERVICE_CUT_FROM_BROKER(Part.WAY_TO_BROKER),
    SERVICE_FROZEN(Part.SERVICE),
    APP_KILLED(Part.APP),
    BROKER_CLOCK_JUMPS(Part.BROKER);

    final Part part;

    Kind(Part part) {
      this.part = part;
    }
  }

  /**
   * One fault.
   *
   * @param service number of the service that suffers, where it is one
   * @param hold how long it holds
   * @param clockAhead how wrong the broker's clock becomes, where it does; it stays so
   */
  record Fault(Kind kind, int service, Duration hold, Duration clockAhead) {
    private static Fault draw(Kind kind, Random random) {
      return new Fault(
          kind,
          random.nextInt(2),
          Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS)),
          CLOCKS.get(random.nextInt(CLOCKS.size())));
    }

    @Override
    public String toString() {
      return switch (kind.part) {
        case REDIS, APP -> kind + " for " + hold;
        case BROKER ->
            kind + (kind == Kind.BROKER_CLOCK_JUMPS ? " by " + clockAhead : "") + " for " + hold;
        default -> kind + " (" + service + ") for " + hold;
      };
    }
  }

  /**
   * Draws faults. Seeds in a row take turns with the kinds, so that a few of them meet all.
   *
   * @param number of faults
   */
  static Faults of(long seed, int number) {
    Random random = new Random(seed);
    List<Fault> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int kind = Math.floorMod(seed * number + i, Kind.values().length);
      all.add(Fault.draw(Kind.values()[kind], random));
    }
    Collections.shuffle(all, random);
    Deque<Fault> left = new ArrayDeque<>(all);
    List<List<Fault>> steps = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Fault> step = new ArrayList<>(List.of(left.remove()));
      Fault next = left.peek();
      if (next != null && next.kind().part != step.get(0).kind().part && random.nextInt(3) > 0) {
        step.add(left.remove());
      }
      step.sort(Comparator.comparing(fault -> fault.kind().part));
      steps.add(step);
    }
    return new Faults(steps);
  }
}
