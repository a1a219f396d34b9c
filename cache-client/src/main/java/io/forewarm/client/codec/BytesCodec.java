package io.forewarm.client.codec;

/** Values that are bytes already. */
enum BytesCodec implements Codec<byte[]> {
  INSTANCE;

  @Override
  public byte id() {
    return 1;
  }

  @Override
  public byte[] encode(byte[] value) {
    return value;
  }

  @Override
  public byte[] decode(byte[] bytes) {
    return bytes;
  }
}
