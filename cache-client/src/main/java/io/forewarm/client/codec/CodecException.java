package io.forewarm.client.codec;

/** Bytes that are no value of their codec, or a value that its codec cannot write. */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }

  public CodecException(String message) {
    super(message);
  }
}
