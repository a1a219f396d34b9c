package io.forewarm.client.codec;

/**
 * Turns values into bytes and back. Implementations are safe for concurrent use and never read
 * classes by a name found in the bytes.
 *
 * @param <V> type of the values
 */
public interface Codec<V> {
  /**
   * Identity in the envelope; a reader refuses a value of another codec. 1 to 127; own codecs take
   * 64 and above.
   */
  byte id();

  /** Returns the bytes of a value. */
  byte[] encode(V value);

  /**
   * Returns the value of bytes. The array belongs to the value from now on.
   *
   * @throws CodecException if the bytes are no value of this codec
   */
  V decode(byte[] bytes);
}
