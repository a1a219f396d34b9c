package io.forewarm.client.control;

import java.time.Duration;

/** Follows what the pipeline says. Reads never wait for it. */
public interface ControlLog extends AutoCloseable {
  /** No write is proven to have taken effect. */
  long NEVER = Long.MIN_VALUE;

  /** Begins to follow; the listener is called from now on. */
  void start(ControlListener listener);

  /**
   * The watermark by this process's own clock: every write appended before this moment has taken
   * effect in Redis and has been told to the listener. {@link System#nanoTime}, or {@link #NEVER}.
   */
  long watermarkNanos();

  /** The watermark by the broker's clock, milliseconds since 1970; 0 if there is none. */
  long watermarkMillis();

  /**
   * The watermark of what begins now: as {@link #watermarkMillis}, and not before something was
   * made void of which this process knows, where the times of all of that are in one order.
   *
   * @param voidedAt when the key concerned was last made void as part of a whole
   */
  default long watermarkMillis(long voidedAt) {
    return watermarkMillis();
  }

  /**
   * A time that the brokers' clocks have reached by now, milliseconds since 1970; 0 if none is
   * known. Other clients understand it.
   */
  default long reachedMillis() {
    return 0;
  }

  /**
   * A moment by this process's own clock at which the brokers' clocks had not reached a time yet.
   * {@link System#nanoTime}, or {@link #NEVER} if that cannot be known.
   *
   * @param brokerMillis milliseconds since 1970
   */
  default long ownNanos(long brokerMillis) {
    return NEVER;
  }

  /**
   * Waits until rules, tags and hot keys have been read to their end. False: not within the time.
   */
  boolean awaitCurrent(Duration limit) throws InterruptedException;

  @Override
  void close();

  /** The twin for a client without Kafka: never says anything. */
  ControlLog NONE =
      new ControlLog() {
        @Override
        public void start(ControlListener listener) {}

        @Override
        public long watermarkNanos() {
          return NEVER;
        }

        @Override
        public long watermarkMillis() {
          return 0;
        }

        @Override
        public boolean awaitCurrent(Duration limit) {
          return true;
        }

        @Override
        public void close() {}
      };
}
