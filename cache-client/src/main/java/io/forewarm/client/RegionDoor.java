package io.forewarm.client;

import io.forewarm.client.budget.Door;
import java.util.function.IntSupplier;

/** The way of a region to its origin, for loads that nobody waits for yet. */
final class RegionDoor implements Door {
  private final Origin<?, ?> origin;
  private final IntSupplier ceiling;

  RegionDoor(Origin<?, ?> origin, IntSupplier ceiling) {
    this.origin = origin;
    this.ceiling = ceiling;
  }

  @Override
  public boolean tryEnter() {
    return origin.gate().tryEnterAhead();
  }

  @Override
  public void leave() {
    origin.gate().leaveAhead();
  }

  @Override
  public boolean crowded() {
    return origin.waiting() > 0;
  }

  @Override
  public boolean stopped() {
    return origin.stopsAhead();
  }

  @Override
  public int ceiling() {
    return ceiling.getAsInt();
  }
}
