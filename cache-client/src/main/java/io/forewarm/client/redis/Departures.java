package io.forewarm.client.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Decides who goes together: while fewer than some flights are under way, who comes goes at once
 * and alone; those that come meanwhile go together as soon as one has landed. So a lone passenger
 * waits for nobody, and a busy process makes few flights.
 */
final class Departures<P> {
  private final int flights;
  private final IntSupplier seats;
  private final Consumer<List<P>> start;
  private final AtomicInteger flying = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<P> waiting = new ConcurrentLinkedQueue<>();

  /**
   * @param flights how many may be under way at once
   * @param seats how many may go together
   * @param start starts a flight, whose end is told to {@link #landed}
   */
  Departures(int flights, IntSupplier seats, Consumer<List<P>> start) {
    this.flights = flights;
    this.seats = seats;
    this.start = start;
  }

  /** Takes one along. */
  void add(P passenger) {
    waiting.add(passenger);
    depart();
  }

  /** Takes several along, together as far as there are seats. */
  void addAll(List<? extends P> passengers) {
    waiting.addAll(passengers);
    depart();
  }

  /** One thread at a time starts flights; who comes meanwhile only asks it to look again. */
  private void depart() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      while (flying.get() < flights && !waiting.isEmpty()) {
        flying.incrementAndGet();
        start.accept(next(seats.getAsInt()));
      }
      seen = calls.addAndGet(-seen);
    } while (seen > 0);
  }

  private List<P> next(int most) {
    List<P> passengers = new ArrayList<>();
    P passenger;
    while (passengers.size() < most && (passenger = waiting.poll()) != null) {
      passengers.add(passenger);
    }
    return passengers;
  }

  /**
   * A flight has ended.
   *
   * @param late whether it has timed out: nobody waits for two timeouts
   * @return who was waiting and does not go any more
   */
  List<P> landed(boolean late) {
    flying.decrementAndGet();
    List<P> stranded = late ? next(Integer.MAX_VALUE) : List.of();
    depart();
    return stranded;
  }
}
