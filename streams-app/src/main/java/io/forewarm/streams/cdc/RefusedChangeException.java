package io.forewarm.streams.cdc;

/** That a change event cannot be read or mapped; the message says why, and what to do. */
final class RefusedChangeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedChangeException(String cause) {
    super(cause);
  }
}
