package io.forewarm.local.load;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that is at once where a sleeper wants it, and takes what an operation takes. */
final class VirtualClock implements LoadClock {
  private final AtomicLong now = new AtomicLong(1_000_000_000L);

  @Override
  public long now() {
    return now.get();
  }

  @Override
  public void sleepUntil(long at) {
    now.accumulateAndGet(at, Math::max);
  }

  void advance(long nanos) {
    now.addAndGet(nanos);
  }
}
