package io.forewarm.client.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** Text as UTF-8. */
enum Utf8Codec implements Codec<String> {
  INSTANCE;

  @Override
  public byte id() {
    return 2;
  }

  @Override
  public byte[] encode(String value) {
    try {
      ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (CharacterCodingException e) {
      throw new CodecException("the text has half a surrogate pair and cannot be UTF-8", e);
    }
  }

  /** The fast way replaces what is malformed; only a text with a replacement is looked at again. */
  @Override
  public String decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CodecException("the bytes are not UTF-8", e);
    }
  }
}
