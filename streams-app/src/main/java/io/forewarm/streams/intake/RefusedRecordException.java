package io.forewarm.streams.intake;

/** Says that a record can be read but not be true: it goes to the dead letters. */
final class RefusedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedRecordException(String cause) {
    super(cause, null, false, false);
  }
}
